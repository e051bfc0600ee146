package cuesta.benchmarks.launch;

import java.util.List;
import java.util.function.Predicate;

/**
 * What may be said on a benchmark's command line, always with a value.
 *
 * @param name with the dashes
 * @param form of the value, for people
 * @param usually the value if it is left out
 * @param fits whether a value may be
 * @param must what a value must be, for who gave another
 */
public record Flag(String name, String form, String usually, Predicate<String> fits, String must) {
  /**
   * A file or folder.
   *
   * @param name with the dashes
   * @param usually where it is if nobody says
   * @return the flag
   */
  public static Flag path(String name, String usually) {
    return new Flag(name, "PATH", usually, value -> !value.isEmpty(), "a path");
  }

  /**
   * A whole number.
   *
   * @param name with the dashes
   * @param usually what it is if nobody says
   * @param least the least
   * @param most the most
   * @return the flag
   */
  public static Flag number(String name, int usually, int least, int most) {
    Predicate<String> fits =
        value ->
            value.matches("[0-9]{1,9}")
                && Integer.parseInt(value) >= least
                && Integer.parseInt(value) <= most;
    return new Flag(name, "N", Integer.toString(usually), fits, least + " to " + most);
  }

  /**
   * What is measured; all of it if nobody says.
   *
   * @param all the parts
   * @return the flag
   */
  public static Flag parts(String... all) {
    List<String> known = List.of(all);
    return new Flag(
        "--parts",
        "LIST",
        String.join(",", all),
        value -> known.containsAll(List.of(value.split(",", -1))),
        "some of " + String.join(",", all));
  }
}
