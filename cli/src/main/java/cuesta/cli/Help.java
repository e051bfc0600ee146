package cuesta.cli;

import cuesta.cli.command.Command;
import cuesta.cli.command.Commands;
import cuesta.cli.shell.Shell;
import cuesta.cli.text.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Everything that only explains. */
final class Help {
  /** Started by the script, which shares their usage texts with us. */
  private static final List<String> NODES = List.of("dev", "master", "agent", "simulate");

  private static final List<String> FLAGS = List.of("-h", "--help");

  private Help() {}

  /** The process to start that a line names, if it names one. */
  static Optional<String> node(String[] args) {
    return args.length > 0 && NODES.contains(args[0]) ? Optional.of(args[0]) : Optional.empty();
  }

  /** Prints help if a line asks for it. */
  static boolean wanted(String[] args, Shell shell) {
    if (args.length == 0 || FLAGS.contains(args[0])) {
      return overview(shell);
    }
    switch (args[0]) {
      case "-V", "--version" -> shell.out().println("cuesta " + Commands.version());
      case "help" -> {
        return args.length == 1 ? overview(shell) : topic(args[1], shell);
      }
      case "completion" -> {
        return completion(args, shell);
      }
      default -> {
        return asked(args) && topic(args[0], shell);
      }
    }
    return true;
  }

  /** Whether help is asked for before the command that is to be run, which may have an own. */
  private static boolean asked(String[] args) {
    for (String arg : Arrays.asList(args).subList(1, args.length)) {
      if (FLAGS.contains(arg)) {
        return true;
      }
      if (args[0].equals("run") && !arg.startsWith("-") || arg.equals("--")) {
        return false;
      }
    }
    return false;
  }

  private static boolean topic(String name, Shell shell) {
    if (NODES.contains(name)) {
      shell.out().print(usage(name));
      return true;
    }
    if (name.equals("help")) {
      return overview(shell);
    }
    if (name.equals("completion")) {
      shell.out().println("Usage: cuesta completion bash|zsh");
      shell.out().println("prints a script for tab completion: source <(cuesta completion bash)");
      return true;
    }
    Optional<Command> command = Commands.named(name);
    command.ifPresent(
        known -> {
          CommandLine line = Parser.line(List.of(known)).getSubcommands().get(name);
          line.setUsageHelpWidth(Math.max(80, Math.min(120, shell.width())));
          line.usage(shell.out(), Ansi.OFF);
        });
    return command.isPresent();
  }

  private static boolean overview(Shell shell) {
    shell.out().println("Usage: cuesta COMMAND [OPTION...]");
    shell.out().println();
    shell.out().println("Start:");
    Table start = new Table("  ", "");
    NODES.forEach(name -> start.row("  " + name, usage(name).lines().findFirst().orElse("")));
    print(start, shell);
    shell.out().println();
    shell.out().println("Use:");
    Table use = new Table("  ", "");
    Commands.all().forEach(command -> use.row("  " + command.name(), command.summary()));
    use.row("  completion", "prints a script for tab completion in bash and zsh");
    use.row("  help", "shows this, or help for a command");
    print(use, shell);
    shell.out().println();
    shell.out().println("'cuesta COMMAND --help' tells more.");
    return true;
  }

  private static void print(Table table, Shell shell) {
    table.lines(shell.width()).stream().skip(1).forEach(shell.out()::println);
  }

  private static boolean completion(String[] args, Shell shell) {
    if (args.length != 2 || !List.of("bash", "zsh").contains(args[1])) {
      return topic("completion", shell);
    }
    // The script serves both: zsh runs it through bashcompinit, which it calls itself.
    shell.out().print(AutoComplete.bash("cuesta", Parser.line(Commands.all())));
    return true;
  }

  private static String usage(String name) {
    try (InputStream in = Help.class.getResourceAsStream("usage/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
