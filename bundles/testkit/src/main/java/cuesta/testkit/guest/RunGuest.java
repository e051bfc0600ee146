package cuesta.testkit.guest;

import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.engine.Change;
import cuesta.engine.SplitMix;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.StoreCodec;
import cuesta.framework.kit.host.Framework;
import cuesta.framework.run.RunCodec;
import cuesta.framework.run.engine.Request;
import cuesta.framework.run.engine.Run;
import cuesta.framework.run.engine.RunChange;
import cuesta.framework.run.engine.RunEvent;
import cuesta.framework.run.engine.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * framework-run and its clients: each asks for a run until it is told a number, some kill theirs.
 * Every accepted request ends exactly once, with a true status.
 */
public final class RunGuest extends TaskGuest<RunState> {
  private static final int REQUESTS = 40;

  /** A client: its request goes by a key of its own, so that asking twice runs once. */
  private static final class Client {
    final Request request;
    OptionalLong number = OptionalLong.empty();
    boolean kills;

    Client(Request request) {
      this.request = request;
    }
  }

  private final RoleId role;
  private final List<Client> clients = new ArrayList<>();
  private final Map<Long, Client> calls = new TreeMap<>();
  private final Map<Long, Run> kept = new TreeMap<>();
  private final Map<String, Long> keys = new TreeMap<>();
  private long call;

  /**
   * A guest.
   *
   * @param role whose resources its runs take
   */
  public RunGuest(RoleId role) {
    this.role = role;
  }

  @Override
  public String name() {
    return RunInstance.NAME;
  }

  @Override
  public StoreCodec codec() {
    return new RunCodec();
  }

  @Override
  public Framework<RunState> open(Place place) {
    return RunInstance.of(role, this::answered);
  }

  // ---- the clients

  @Override
  public void act(Predicate<FrameworkEvent> door, Instant now, SplitMix random, boolean storm) {
    if (storm && clients.size() < REQUESTS && random.chance(0.2)) {
      clients.add(new Client(request("r" + clients.size(), random)));
    }
    for (Client client : clients) {
      if (client.number.isEmpty() && random.chance(0.3)) {
        calls.put(++call, client);
        if (door.test(new RunEvent.Coming(client.request))) {
          door.test(new RunEvent.Requested(client.request, call));
        }
      } else if (storm && client.number.isPresent() && random.chance(0.01)) {
        client.kills = true;
        Duration grace = Duration.ofMillis(random.below(3_000));
        door.test(new RunEvent.KillRequested(client.number.getAsLong(), grace, 0));
      }
    }
  }

  private Request request(String key, SplitMix random) {
    return new Request(
        List.of("work"),
        false,
        100L * (1 + random.below(6)),
        32_000L * (1 + random.below(8)),
        0,
        random.chance(0.1) ? 2 : 0,
        new TreeMap<>(),
        "",
        "",
        role,
        Duration.ofSeconds(random.below(4)),
        "sim",
        key);
  }

  private void answered(long answeredCall, Run run) {
    Client client = calls.remove(answeredCall);
    if (client == null) {
      return;
    }
    Run durable = kept.get(run.number());
    Violation.unless(
        durable != null && durable.version() >= run.version(),
        "run: a client was told of %s before it was durable",
        run.id());
    Violation.unless(
        client.number.isEmpty() || client.number.getAsLong() == run.number(),
        "run: request %s was accepted as run %s and as %s",
        client.request.key(),
        client.number,
        run.id());
    client.number = OptionalLong.of(run.number());
  }

  // ---- what is durable

  @Override
  public void kept(String key, Change change) {
    Run run = ((RunChange.Kept) change).run();
    Run before = kept.put(run.number(), run);
    Long other = keys.put(run.request().key(), run.number());
    Violation.unless(
        other == null || other == run.number(),
        "run: request %s became run-%d and %s",
        run.request().key(),
        other,
        run.id());
    Violation.unless(
        before == null || before.version() < run.version(),
        "run: %s went back to an earlier version",
        run.id());
    Violation.unless(
        before == null || before.ended().isEmpty(), "run: %s went on after its end", run.id());
    if (run.launch().at().isPresent()) {
      truth.intends(run.id(), run.task());
    }
  }

  @Override
  public void removed(String key) {
    throw new Violation("run: " + key + " was forgotten, of " + kept.size());
  }

  // ---- its tasks

  @Override
  boolean isOurs(TaskId task) {
    return RunState.numberOf(task.value()).isPresent();
  }

  @Override
  Optional<Launch> open(TaskId task) {
    return RunState.numberOf(task.value())
        .map(kept::get)
        .filter(run -> run.task().equals(task) && run.ended().isEmpty())
        .map(Run::launch);
  }

  @Override
  public Optional<String> unsettled() {
    for (Client client : clients) {
      Run run = client.number.isEmpty() ? null : kept.get(client.number.getAsLong());
      if (run == null) {
        return Optional.of("run: request " + client.request.key() + " was never answered");
      }
      if (run.ended().isEmpty()) {
        return Optional.of("run: " + run.id() + " has no end: " + run.launch());
      }
      truth.judge(run.task(), run.state(), run.exit(), client.kills);
    }
    return Optional.empty();
  }

  @Override
  public String summary() {
    return clients.size() + " requests, " + truth.intended() + " launches";
  }
}
