package cuesta.launcher;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long a master may be silent, as people write it: {@code 800ms}, {@code 10s}, {@code 2m}. */
final class SessionTime implements ITypeConverter<Duration> {
  /** What ZooKeeper is asked for if nobody says otherwise. */
  static final Duration USUAL = Duration.ofSeconds(10);

  /** Two ticks of the embedded server: a session cannot be shorter. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m)?");

  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration: write it as 1500ms, 10s or 2m");
    }
    long number = Long.parseLong(form.group(1));
    Duration time =
        switch (form.group(2) == null ? "s" : form.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        };
    if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is out of ZooKeeper's bounds: choose "
              + SHORTEST.toSeconds()
              + "s (two ticks of its server) to "
              + LONGEST.toMinutes()
              + "m");
    }
    return time;
  }
}
