package cuesta.cli;

import cuesta.cli.args.Args;
import cuesta.cli.args.ArgsParser;
import cuesta.cli.args.BadArgs;
import cuesta.cli.command.Command;
import cuesta.cli.command.Commands;
import cuesta.cli.command.Session;
import cuesta.cli.http.Trouble;
import cuesta.cli.shell.OsSignals;
import cuesta.cli.shell.Shell;
import cuesta.cli.text.Clean;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line's start. */
public final class Main {
  private Main() {}

  /** Exits with the command's status. */
  public static void main(String[] args) {
    int status = run(args, System.out, System.err, System.getenv());
    System.out.flush();
    System.exit(status);
  }

  /**
   * Runs one command line in this process.
   *
   * @return the status to exit with
   */
  public static int run(String[] args, PrintStream out, PrintStream err, Map<String, String> env) {
    Path home = Path.of(env.getOrDefault("HOME", System.getProperty("user.home")));
    Path here = Path.of("").toAbsolutePath();
    return run(args, new Shell(out, err, env, home, here, Thread::sleep, new OsSignals()));
  }

  /** The same in other surroundings. */
  static int run(String[] args, Shell shell) {
    try {
      Args first = Lines.first(args);
      Optional<Integer> told = Help.tell(first, shell);
      if (told.isPresent()) {
        return told.get();
      }
      Optional<Command> command = Commands.named(first.rest().getFirst());
      return command.isPresent()
          ? run(
              command.get(),
              after(first.rest()),
              shell,
              own -> Lines.session(shell, List.of(first, own)))
          : Brought.run(first, shell);
    } catch (BadArgs e) {
      shell.err().println("cuesta: " + Clean.line(e.getMessage()));
      return 2;
    } finally {
      shell.out().flush();
    }
  }

  static List<String> after(List<String> line) {
    return line.subList(1, line.size());
  }

  /** Opens the session of a command whose line was read. */
  @FunctionalInterface
  interface Sessions {
    Session open(Args args) throws Trouble;
  }

  /**
   * Runs a command.
   *
   * @param line what follows its name
   */
  static int run(Command command, List<String> line, Shell shell, Sessions sessions) {
    try {
      Args args = ArgsParser.parse(Lines.grammar(command), line);
      if (args.flag(Lines.HELP)) {
        return Help.topic(command, shell);
      }
      return command.run(args, sessions.open(args));
    } catch (BadArgs e) {
      return failed(command.name(), e, command.usage(), shell);
    } catch (Trouble e) {
      return failed(command.name(), e, command.failure(), shell);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return command.failure();
    }
  }

  static int failed(String name, Exception e, int status, Shell shell) {
    shell.out().flush();
    shell.err().println("cuesta " + name + ": " + Clean.line(e.getMessage()));
    return status;
  }
}
