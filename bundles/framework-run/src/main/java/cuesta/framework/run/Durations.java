package cuesta.framework.run;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 3s}, {@code 2m}, {@code 1h}; a bare number
 * is seconds.
 */
final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)?");
  private static final Duration LONGEST = Duration.ofDays(7);

  private Durations() {}

  static Duration parse(String field, String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw Invalid.field(field, "'" + text + "' is not a duration", "write 500ms, 3s, 2m or 1h");
    }
    long number = Long.parseLong(form.group(1));
    Duration duration =
        switch (form.group(2) == null ? "s" : form.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofSeconds(number);
        };
    if (duration.compareTo(LONGEST) > 0) {
      throw Invalid.field(field, "'" + text + "' is too long", "at most 168h");
    }
    return duration;
  }

  static String text(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
