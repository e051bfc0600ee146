package cuesta.framework.ci.language;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times in GitLab's words: {@code 1h 30m}, {@code 3 weeks and 2 days}, {@code 90}, {@code 1:30}.
 */
final class Spans {
  private static final long DAY = 24 * 3600L;

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
      OptionalLong unit = unit(part.group(2));
      if (unit.isEmpty()) {
        return Optional.empty();
      }
      seconds += Double.parseDouble(part.group(1)) * unit.getAsLong();
      at = part.end();
      while (at < rest.length() && Character.isWhitespace(rest.charAt(at))) {
        at++;
      }
    }
    return positive(Math.round(seconds));
  }

  /** In seconds, as GitLab counts: a month has 30 days, a year 365 and a quarter. */
  private static OptionalLong unit(String word) {
    return switch (word) {
      case "", "s", "sec", "secs", "second", "seconds" -> OptionalLong.of(1);
      case "m", "min", "mins", "minute", "minutes" -> OptionalLong.of(60);
      case "h", "hr", "hrs", "hour", "hours" -> OptionalLong.of(3600);
      case "d", "dy", "day", "days" -> OptionalLong.of(DAY);
      case "w", "wk", "wks", "week", "weeks" -> OptionalLong.of(7 * DAY);
      case "mo", "mos", "month", "months" -> OptionalLong.of(30 * DAY);
      case "y", "yr", "yrs", "year", "years" -> OptionalLong.of(DAY * 1461 / 4);
      default -> OptionalLong.empty();
    };
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
