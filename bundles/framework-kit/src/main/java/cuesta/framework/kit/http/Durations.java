package cuesta.framework.kit.http;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 3s}, {@code 2m}, {@code 1h}, {@code 7d}; a
 * bare number is seconds.
 */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)?");

  private Durations() {}

  /**
   * Reads one.
   *
   * @param field whose value it is
   * @param text the text
   * @param longest the longest that makes sense there
   * @return the duration; refused as {@link Invalid} if it is none, or too long
   */
  public static Duration parse(String field, String text, Duration longest) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw Invalid.field(
          field, "'" + text + "' is not a duration", "write 500ms, 3s, 2m, 1h or 7d");
    }
    long number = Long.parseLong(form.group(1));
    Duration duration =
        switch (form.group(2) == null ? "s" : form.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          default -> Duration.ofSeconds(number);
        };
    if (duration.compareTo(longest) > 0) {
      throw Invalid.field(field, "'" + text + "' is too long", "at most " + text(longest));
    }
    return duration;
  }

  /**
   * Writes one as {@link #parse} reads it.
   *
   * @param duration of milliseconds
   * @return in the largest unit that is exact
   */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
