package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.args.Option;
import cuesta.cli.http.Trouble;
import java.util.List;

/** A command. */
public interface Command {
  /** What is typed. */
  String name();

  /** One line for the list of commands. */
  String summary();

  /** Its own options; the common ones are added. */
  default List<Option> options() {
    return List.of();
  }

  /** What the word is called that must be given; empty if there is none. */
  default String word() {
    return "";
  }

  /** What that word means. */
  default String wordMeans() {
    return "";
  }

  /** Whether all that follows the word belongs to it. */
  default boolean rest() {
    return false;
  }

  /** What help says after the options. */
  default String more() {
    return "";
  }

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
  int run(Args args, Session session) throws Trouble, InterruptedException;
}
