package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.args.BadArgs;
import cuesta.cli.args.Option;
import cuesta.cli.args.Word;
import cuesta.cli.http.Trouble;
import java.util.List;
import java.util.Optional;

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

  /** The words that follow its name. */
  default List<Word> words() {
    return List.of();
  }

  /** What takes all that follows those. */
  default Optional<Word> rest() {
    return Optional.empty();
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
  int run(Args args, Session session) throws BadArgs, Trouble, InterruptedException;
}
