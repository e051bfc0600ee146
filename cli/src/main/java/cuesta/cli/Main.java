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
      Optional<Command> command = Commands.named(first.word());
      if (command.isEmpty()) {
        throw new BadArgs(Help.unknown(first.word()));
      }
      return run(command.get(), first, shell);
    } catch (BadArgs e) {
      shell.err().println("cuesta: " + Clean.line(e.getMessage()));
      return 2;
    }
  }

  private static int run(Command command, Args first, Shell shell) {
    try {
      List<String> rest = first.words().subList(1, first.words().size());
      Args args = ArgsParser.parse(Lines.grammar(command), rest);
      return args.flag(Lines.HELP)
          ? Help.topic(command, shell)
          : command.run(args, session(shell, first, args));
    } catch (BadArgs e) {
      return failed(command, e, command.usage(), shell);
    } catch (Trouble e) {
      return failed(command, e, command.failure(), shell);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return command.failure();
    } finally {
      shell.out().flush();
    }
  }

  private static Session session(Shell shell, Args first, Args args) throws Trouble {
    return Session.of(
        shell,
        Lines.common(first, args, Lines.MASTER),
        Lines.common(first, args, Lines.KEY),
        Lines.commonFlag(first, args, Lines.JSON));
  }

  private static int failed(Command command, Exception e, int status, Shell shell) {
    shell.out().flush();
    shell.err().println("cuesta " + command.name() + ": " + Clean.line(e.getMessage()));
    return status;
  }
}
