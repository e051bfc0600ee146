package cuesta.cli;

import cuesta.cli.args.Args;
import cuesta.cli.args.BadArgs;
import cuesta.cli.args.Usage;
import cuesta.cli.command.Command;
import cuesta.cli.command.Commands;
import cuesta.cli.remote.Descriptor;
import cuesta.cli.shell.Shell;
import cuesta.cli.text.Closest;
import cuesta.cli.text.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that only explains. */
final class Help {
  /** Started by the script, which shares their usage texts with us. */
  private static final List<String> NODES = List.of("dev", "master", "agent", "simulate");

  /** Answered here, without a cluster. */
  private static final List<String> OWN = List.of("completion", "help");

  static final String NAME = "help";
  static final int WIDTH = 80;

  private Help() {}

  /** Answers a line that needs no cluster, with its status. */
  static Optional<Integer> tell(Args first, Shell shell) throws BadArgs {
    if (first.flag("--version")) {
      shell.out().println("cuesta " + Commands.version());
      return Optional.of(0);
    }
    if (first.rest().isEmpty()) {
      return Optional.of(overview(first, shell));
    }
    String name = first.rest().getFirst();
    List<String> rest = Main.after(first.rest());
    boolean asked = first.flag(Lines.HELP) || rest.contains("-h") || rest.contains(Lines.HELP);
    if (name.equals(NAME)) {
      return rest.isEmpty()
          ? Optional.of(overview(first, shell))
          : topic(first, rest.getFirst(), shell);
    }
    if (first.flag(Lines.HELP) || asked && (NODES.contains(name) || OWN.contains(name))) {
      return topic(first, name, shell);
    }
    if (name.equals("completion")) {
      return Optional.of(completion(first, rest, shell));
    }
    if (NODES.contains(name)) {
      throw new BadArgs("'" + name + "' is started by the script 'cuesta'");
    }
    return Optional.empty();
  }

  /** The commands of this program. */
  static List<String> names() {
    List<String> names = new ArrayList<>(NODES);
    Commands.all().forEach(command -> names.add(command.name()));
    names.addAll(OWN);
    return names;
  }

  /**
   * What is said of a name that is no command.
   *
   * @param brought what frameworks bring
   */
  static String unknown(String name, List<String> brought) {
    List<String> known = names();
    known.addAll(brought);
    return "unknown command '"
        + name
        + "'; "
        + Closest.find(name, known)
            .map(close -> "did you mean '" + close + "'?")
            .orElse("'cuesta --help' lists them");
  }

  /** Empty for what is none of ours. */
  private static Optional<Integer> topic(Args first, String name, Shell shell) {
    Optional<Command> command = Commands.named(name);
    if (command.isPresent()) {
      return Optional.of(topic(command.get(), shell));
    }
    if (NODES.contains(name)) {
      shell.out().print(usage(name));
    } else if (name.equals(NAME)) {
      overview(first, shell);
    } else if (name.equals("completion")) {
      shell.out().println("Usage: cuesta completion bash|zsh");
      shell.out().println("prints a script for tab completion: source <(cuesta completion bash)");
    } else {
      return Optional.empty();
    }
    return Optional.of(0);
  }

  static int topic(Command command, Shell shell) {
    Usage.lines(Lines.grammar(command), command.summary(), command.more(), WIDTH)
        .forEach(shell.out()::println);
    return 0;
  }

  private static int overview(Args first, Shell shell) {
    shell.out().println("Usage: cuesta COMMAND [OPTION...]");
    shell.out().println();
    shell.out().println("Start:");
    Table start = new Table("", "");
    NODES.forEach(name -> start.row("  " + name, usage(name).lines().findFirst().orElse("")));
    print(start, shell);
    shell.out().println();
    shell.out().println("Use:");
    Table use = new Table("", "");
    Commands.all().forEach(command -> use.row("  " + command.name(), command.summary()));
    use.row("  completion", "prints a script for tab completion in bash and zsh");
    use.row("  help", "shows this, or help for a command");
    print(use, shell);
    shell.out().println();
    brought(Brought.all(first, shell), shell);
    shell.out().println();
    shell.out().println("'cuesta COMMAND --help' tells more.");
    return 0;
  }

  private static void brought(List<Descriptor> all, Shell shell) {
    if (all.isEmpty()) {
      shell
          .out()
          .println("Frameworks bring more commands; those of a cluster that answers show here.");
      return;
    }
    shell.out().println("Frameworks of this cluster bring:");
    Table table = new Table("", "");
    all.forEach(framework -> table.row("  " + framework.prefix(), framework.about()));
    print(table, shell);
  }

  private static void print(Table table, Shell shell) {
    table.lines(shell.width()).stream().skip(1).forEach(shell.out()::println);
  }

  private static int completion(Args first, List<String> rest, Shell shell) throws BadArgs {
    if (rest.size() != 1 || !List.of("bash", "zsh").contains(rest.getFirst())) {
      throw new BadArgs("completion is for bash or zsh; use 'cuesta completion bash'");
    }
    List<String> starters = new ArrayList<>(NODES);
    starters.addAll(OWN);
    Completion.script(starters, Brought.all(first, shell)).forEach(shell.out()::println);
    return 0;
  }

  private static String usage(String name) {
    try (InputStream in = Help.class.getResourceAsStream("usage/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
