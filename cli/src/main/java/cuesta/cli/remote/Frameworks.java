package cuesta.cli.remote;

import cuesta.cli.http.Client;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.shell.Backoff;
import cuesta.cli.shell.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Asks the leader for what its frameworks bring. */
public final class Frameworks {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Nobody waits long for help. */
  private static final Duration HASTE = Duration.ofSeconds(1);

  /** Some seconds: a framework that is being swapped, or a leader that is being elected. */
  private static final int ATTEMPTS = 8;

  /** Frameworks that come over the wire bring no commands, and there may be many. */
  private static final int MOST = 20;

  private Frameworks() {}

  /**
   * The commands of one framework; waits a little if it is just being swapped.
   *
   * @throws Trouble.Missing if there is none of that prefix
   */
  public static Descriptor of(Client client, String prefix, Pace pace)
      throws Trouble, InterruptedException {
    Backoff backoff = new Backoff(pace);
    while (true) {
      try {
        return ask(client, prefix, PATIENCE);
      } catch (Trouble.Passing e) {
        if (e.kind() == Trouble.Passing.Kind.NOBODY || backoff.failures() >= ATTEMPTS) {
          throw e;
        }
        backoff.failed();
      }
    }
  }

  private static Descriptor ask(Client client, String prefix, Duration patience) throws Trouble {
    return Descriptor.of(prefix, client.get("/" + Call.encoded(prefix) + "/cli", patience).json());
  }

  /**
   * All that can be had without waiting; none if nobody answers. For help: never fails.
   *
   * @param known prefixes that are not asked for
   */
  public static List<Descriptor> all(Client client, Collection<String> known) {
    List<Descriptor> all = new ArrayList<>();
    names(client).stream()
        .filter(name -> !known.contains(name))
        .limit(MOST)
        .forEach(name -> asked(client, name).ifPresent(all::add));
    return all;
  }

  private static Optional<Descriptor> asked(Client client, String name) {
    try {
      return Optional.of(ask(client, name, HASTE));
    } catch (Trouble e) {
      // It brings none, or cannot say so now.
      return Optional.empty();
    }
  }

  private static Collection<String> names(Client client) {
    TreeSet<String> names = new TreeSet<>();
    try {
      for (Node framework : client.get("/frameworks", HASTE).json().items("frameworks")) {
        framework.some("name").ifPresent(names::add);
      }
    } catch (Trouble e) {
      // Nobody can say.
    }
    return names;
  }
}
