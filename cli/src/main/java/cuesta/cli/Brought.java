package cuesta.cli;

import cuesta.cli.args.Args;
import cuesta.cli.args.BadArgs;
import cuesta.cli.command.Session;
import cuesta.cli.http.Trouble;
import cuesta.cli.remote.Descriptor;
import cuesta.cli.remote.Frameworks;
import cuesta.cli.remote.RemoteCommand;
import cuesta.cli.remote.Verb;
import cuesta.cli.shell.Shell;
import cuesta.cli.text.Closest;
import cuesta.cli.text.Table;
import cuesta.cli.text.Wrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands that this program does not know: a framework of the cluster may bring them. */
final class Brought {
  private Brought() {}

  /**
   * Runs {@code PREFIX COMMAND …}, or shows help for it.
   *
   * @param first the line, from the prefix on
   * @return the status to exit with
   */
  static int run(Args first, Shell shell) throws BadArgs {
    List<String> line = first.rest();
    boolean help = first.flag(Lines.HELP);
    if (line.getFirst().equals(Help.NAME)) {
      help = true;
      line = Main.after(line);
    }
    String prefix = line.getFirst();
    if (prefix.isEmpty() || prefix.startsWith(".")) {
      throw new BadArgs(Help.unknown(prefix, List.of()));
    }
    Args second = Lines.second(prefix, Main.after(line));
    List<String> rest = second.rest();
    try {
      Session session = Lines.session(shell, List.of(first, second, Lines.scan(prefix, rest)));
      Descriptor descriptor = find(prefix, session);
      if (rest.isEmpty() || second.flag(Lines.HELP)) {
        return overview(descriptor, shell);
      }
      Verb verb = verb(descriptor, rest);
      RemoteCommand command = new RemoteCommand(prefix, verb);
      if (help) {
        return Help.topic(command, shell);
      }
      return Main.run(
          command,
          rest.subList(words(verb.name()), rest.size()),
          shell,
          args -> session.with(Lines.json(List.of(first, second, args))));
    } catch (Trouble e) {
      return Main.failed(prefix, e, 1, shell);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static Descriptor find(String prefix, Session session)
      throws BadArgs, Trouble, InterruptedException {
    try {
      return Frameworks.of(session.client(), prefix, session.shell().pace());
    } catch (Trouble.Missing e) {
      List<Descriptor> all = Frameworks.all(session.client(), Help.names());
      throw new BadArgs(Help.unknown(prefix, all.stream().map(Descriptor::prefix).toList()));
    } catch (Trouble.Passing e) {
      // Nobody can say whether it is a framework's; a slip of the finger is more likely.
      if (Closest.find(prefix, Help.names()).isPresent()) {
        throw new BadArgs(Help.unknown(prefix, List.of()));
      }
      throw new Trouble(
          "no command of this program; whether a framework brings it, only a master knows: "
              + e.getMessage());
    }
  }

  /** The command of two words, else of one, with which a line begins. */
  private static Verb verb(Descriptor descriptor, List<String> line) throws BadArgs {
    String first = line.getFirst();
    String two = line.size() > 1 ? first + " " + line.get(1) : first;
    Optional<Verb> verb = descriptor.command(two).or(() -> descriptor.command(first));
    if (verb.isPresent()) {
      return verb.get();
    }
    List<String> known = descriptor.commands().stream().map(Verb::name).toList();
    List<String> group = known.stream().filter(name -> name.startsWith(first + " ")).toList();
    String wrong = group.isEmpty() ? first : two;
    String hint =
        Closest.find(two, known)
            .or(() -> Closest.find(first, known))
            .map(close -> "did you mean '" + close + "'?")
            .orElse(
                group.isEmpty()
                    ? "'cuesta " + descriptor.prefix() + " --help' lists them"
                    : "use " + String.join(" or ", group));
    throw new BadArgs("unknown command '" + descriptor.prefix() + " " + wrong + "'; " + hint);
  }

  private static int words(String name) {
    return name.split(" ").length;
  }

  private static int overview(Descriptor descriptor, Shell shell) {
    List<String> lines = new ArrayList<>();
    lines.add("Usage: cuesta " + descriptor.prefix() + " COMMAND [OPTION...]");
    lines.addAll(Wrapped.lines(descriptor.about(), Help.WIDTH));
    lines.add("");
    Table table = new Table("", "");
    descriptor.commands().forEach(verb -> table.row("  " + verb.name(), verb.about()));
    lines.addAll(table.lines(shell.width()).subList(1, descriptor.commands().size() + 1));
    lines.add("");
    lines.add("'cuesta " + descriptor.prefix() + " COMMAND --help' tells more.");
    lines.forEach(shell.out()::println);
    return 0;
  }

  /** What frameworks bring, for the list of all commands; empty if no master answers. */
  static List<Descriptor> all(Args first, Shell shell) {
    try {
      return Frameworks.all(Lines.session(shell, List.of(first)).client(), Help.names());
    } catch (Trouble e) {
      return List.of();
    }
  }
}
