package cuesta.cli.command;

import cuesta.cli.http.Trouble;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command. Described by calls, not by annotations: reading those takes longer than most commands. */
public interface Command {
  /** What is typed. */
  String name();

  /** One line for the list of commands. */
  String summary();

  /** Adds its options and parameters. */
  default void describe(CommandSpec spec) {}

  /** The status for trouble of our own. */
  default int failure() {
    return 1;
  }

  /** The status for a wrong command line. */
  default int usage() {
    return 2;
  }

  /**
   * Runs it.
   *
   * @return the status to exit with
   */
  int run(ParseResult args, Session session) throws Trouble, InterruptedException;
}
