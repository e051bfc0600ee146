package cuesta.cli;

import cuesta.cli.args.Args;
import cuesta.cli.args.BadArgs;
import cuesta.cli.args.Usage;
import cuesta.cli.command.Command;
import cuesta.cli.command.Commands;
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

  private static final int WIDTH = 80;

  private Help() {}

  /** Answers a line that needs no cluster, with its status. */
  static Optional<Integer> tell(Args first, Shell shell) throws BadArgs {
    if (first.flag("--version")) {
      shell.out().println("cuesta " + Commands.version());
      return Optional.of(0);
    }
    if (first.words().isEmpty()) {
      return Optional.of(overview(shell));
    }
    String name = first.word();
    List<String> rest = first.words().subList(1, first.words().size());
    boolean asked = first.flag(Lines.HELP) || rest.contains("-h") || rest.contains(Lines.HELP);
    if (name.equals("help")) {
      return Optional.of(rest.isEmpty() ? overview(shell) : topic(rest.getFirst(), shell));
    }
    if (first.flag(Lines.HELP) || asked && (NODES.contains(name) || OWN.contains(name))) {
      return Optional.of(topic(name, shell));
    }
    if (name.equals("completion")) {
      return Optional.of(completion(rest, shell));
    }
    if (NODES.contains(name)) {
      throw new BadArgs("'" + name + "' is started by the script 'cuesta'");
    }
    return Optional.empty();
  }

  /** What is said of a name that is no command. */
  static String unknown(String name) {
    List<String> known = new ArrayList<>(NODES);
    Commands.all().forEach(command -> known.add(command.name()));
    known.addAll(OWN);
    return "unknown command '"
        + name
        + "'; "
        + Closest.find(name, known)
            .map(close -> "did you mean '" + close + "'?")
            .orElse("'cuesta --help' lists them");
  }

  private static int topic(String name, Shell shell) throws BadArgs {
    Optional<Command> command = Commands.named(name);
    if (command.isPresent()) {
      return topic(command.get(), shell);
    }
    if (NODES.contains(name)) {
      shell.out().print(usage(name));
    } else if (name.equals("help")) {
      overview(shell);
    } else if (name.equals("completion")) {
      shell.out().println("Usage: cuesta completion bash|zsh");
      shell.out().println("prints a script for tab completion: source <(cuesta completion bash)");
    } else {
      throw new BadArgs(unknown(name));
    }
    return 0;
  }

  static int topic(Command command, Shell shell) {
    Usage.lines(
            Lines.grammar(command), command.summary(), command.wordMeans(), command.more(), WIDTH)
        .forEach(shell.out()::println);
    return 0;
  }

  private static int overview(Shell shell) {
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
    shell.out().println("'cuesta COMMAND --help' tells more.");
    return 0;
  }

  private static void print(Table table, Shell shell) {
    table.lines(shell.width()).stream().skip(1).forEach(shell.out()::println);
  }

  private static int completion(List<String> rest, Shell shell) throws BadArgs {
    if (rest.size() != 1 || !List.of("bash", "zsh").contains(rest.getFirst())) {
      throw new BadArgs("completion is for bash or zsh; use 'cuesta completion bash'");
    }
    List<String> starters = new ArrayList<>(NODES);
    starters.addAll(OWN);
    Completion.script(starters).forEach(shell.out()::println);
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
