package cuesta.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How long ago something was, by the master's own clock: ours may differ. */
public final class Ages {
  private Ages() {}

  /** For example {@code 4s}, {@code 12m}, {@code 3h}, {@code 9d}; empty if a time is missing. */
  public static String between(String then, String now) {
    try {
      long seconds =
          Math.max(0, Duration.between(Instant.parse(then), Instant.parse(now)).toSeconds());
      if (seconds < 120) {
        return seconds + "s";
      }
      if (seconds < 2 * 3600) {
        return seconds / 60 + "m";
      }
      return seconds < 48 * 3600 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    } catch (DateTimeParseException e) {
      return "";
    }
  }
}
