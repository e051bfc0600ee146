package cuesta.launcher;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A time as people write it: {@code 800ms}, {@code 10s}, {@code 2m}; seconds without a unit. */
final class FlagTime {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m)?");

  private FlagTime() {}

  static Duration parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration: write it as 1500ms, 10s or 2m");
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2) == null ? "s" : form.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }

  /**
   * The same between bounds.
   *
   * @param tooShort why it may not be less, as the end of a sentence
   * @param tooLong why it may not be more
   */
  static Duration within(
      Duration shortest, Duration longest, String tooShort, String tooLong, String text) {
    Duration time = parse(text);
    boolean less = time.compareTo(shortest) < 0;
    if (less || time.compareTo(longest) > 0) {
      throw new TypeConversionException(
          "'"
              + text
              + "' "
              + (less ? tooShort : tooLong)
              + ": choose "
              + shortest.toSeconds()
              + "s to "
              + longest.toMinutes()
              + "m");
    }
    return time;
  }
}
