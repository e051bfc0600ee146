package cuesta.testkit.guest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the instances of a simulated application behave: the word that is their command. */
public enum Habit {
  /** Gets ready after some seconds; in the storm it is not for a while, or dies. */
  GOOD,
  /** Runs, and never gets ready. */
  SLOW,
  /** Ends with an error after some seconds. */
  FAILING;

  /**
   * Its word.
   *
   * @return what a command ends with
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a command.
   *
   * @param command argv, or one shell line
   * @return empty if it is not of an application
   */
  public static Optional<Habit> of(List<String> command) {
    for (Habit habit : values()) {
      if (command.getLast().equals(habit.word())) {
        return Optional.of(habit);
      }
    }
    return Optional.empty();
  }
}
