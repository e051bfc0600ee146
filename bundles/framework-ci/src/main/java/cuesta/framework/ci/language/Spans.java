package cuesta.framework.ci.language;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times in GitLab's words: {@code 1h 30m}, {@code 3 weeks and 2 days}, {@code 90}, {@code 1:30}.
 */
final class Spans {
  private static final long DAY = 24 * 3600L;

  /** As GitLab's: a month has 30 days, a year 365 and a quarter. */
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("s", 1L),
          Map.entry("sec", 1L),
          Map.entry("second", 1L),
          Map.entry("m", 60L),
          Map.entry("min", 60L),
          Map.entry("minute", 60L),
          Map.entry("h", 3600L),
          Map.entry("hr", 3600L),
          Map.entry("hour", 3600L),
          Map.entry("d", DAY),
          Map.entry("dy", DAY),
          Map.entry("day", DAY),
          Map.entry("w", 7 * DAY),
          Map.entry("wk", 7 * DAY),
          Map.entry("week", 7 * DAY),
          Map.entry("mo", 30 * DAY),
          Map.entry("month", 30 * DAY),
          Map.entry("y", DAY * 1461 / 4),
          Map.entry("yr", DAY * 1461 / 4),
          Map.entry("year", DAY * 1461 / 4));

  private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?([a-z]*)");
  private static final Pattern CLOCK = Pattern.compile("[0-9]{1,9}(:[0-9]{1,2}){1,2}");

  private Spans() {}

  /** Nothing if it is no time, or none at all. {@code never} is {@link ChronoUnit#FOREVER}. */
  static Optional<Duration> of(String written) {
    String text = written.strip().toLowerCase(Locale.ROOT);
    if (text.equals("never")) {
      return Optional.of(ChronoUnit.FOREVER.getDuration());
    }
    if (CLOCK.matcher(text).matches()) {
      return clock(text);
    }
    String rest = text.replace(",", " ").replaceAll("\\band\\b", " ").strip();
    double seconds = 0;
    Matcher part = PART.matcher(rest);
    int at = 0;
    while (at < rest.length()) {
      if (!part.find(at) || part.start() != at) {
        return Optional.empty();
      }
      Long unit = unit(part.group(2));
      if (unit == null) {
        return Optional.empty();
      }
      seconds += Double.parseDouble(part.group(1)) * unit;
      at = part.end();
      while (at < rest.length() && Character.isWhitespace(rest.charAt(at))) {
        at++;
      }
    }
    return positive(Math.round(seconds));
  }

  /** A number without a unit counts seconds. */
  private static Long unit(String word) {
    if (word.isEmpty()) {
      return 1L;
    }
    boolean many = word.length() > 2 && word.endsWith("s");
    return UNITS.get(many ? word.substring(0, word.length() - 1) : word);
  }

  private static Optional<Duration> clock(String text) {
    long seconds = 0;
    for (String part : text.split(":")) {
      seconds = seconds * 60 + Long.parseLong(part);
    }
    return positive(seconds);
  }

  private static Optional<Duration> positive(long seconds) {
    return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
  }
}
