package cuesta.cli;

import cuesta.cli.command.Command;
import cuesta.cli.command.Commands;
import cuesta.cli.command.Session;
import cuesta.cli.http.Trouble;
import cuesta.cli.shell.OsSignals;
import cuesta.cli.shell.Shell;
import cuesta.cli.text.Clean;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

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
  public static int run(
      String[] args, PrintStream out, PrintStream err, Map<String, String> env) {
    Path home = Path.of(env.getOrDefault("HOME", System.getProperty("user.home")));
    Path here = Path.of("").toAbsolutePath();
    return run(args, new Shell(out, err, env, home, here, Thread::sleep, new OsSignals()));
  }

  /** The same in other surroundings. */
  static int run(String[] args, Shell shell) {
    if (Help.wanted(args, shell)) {
      return 0;
    }
    Optional<String> node = Help.node(args);
    if (node.isPresent()) {
      shell.err().println("cuesta: '" + node.get() + "' is started by the script 'cuesta'");
      return 2;
    }
    ParseResult parsed;
    try {
      parsed = Parser.parse(args);
    } catch (ParameterException e) {
      return wrong(e, shell);
    }
    return run(parsed, shell);
  }

  private static int run(ParseResult parsed, Shell shell) {
    Command command = Commands.named(parsed.subcommand().commandSpec().name()).orElseThrow();
    ParseResult args = parsed.subcommand();
    try {
      Session session =
          Session.of(
              shell,
              Parser.common(args, parsed, Parser.MASTER),
              Parser.common(args, parsed, Parser.KEY),
              Parser.commonFlag(args, parsed, Parser.JSON));
      int status = command.run(args, session);
      shell.out().flush();
      return status;
    } catch (Trouble e) {
      shell.out().flush();
      shell.err().println("cuesta " + command.name() + ": " + Clean.line(e.getMessage()));
      return command.failure();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return command.failure();
    }
  }

  private static int wrong(ParameterException e, Shell shell) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    shell.err().println(name + ": " + Parser.explain(e));
    return Commands.named(e.getCommandLine().getCommandName()).map(Command::usage).orElse(2);
  }
}
