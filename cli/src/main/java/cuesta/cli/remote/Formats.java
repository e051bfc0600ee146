package cuesta.cli.remote;

import cuesta.cli.json.Node;
import cuesta.cli.text.Ages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Values for people. What does not fit its format shows as it is.
 *
 * @param now the answer's own time, for ages: our clock may differ
 * @param zone where times are shown
 */
record Formats(String now, ZoneId zone) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssX");
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");
  private static final BigDecimal STEP = BigDecimal.valueOf(1024);

  /** One cell; empty if there is no value. */
  String cell(String format, Node value) {
    String text = value.toString();
    if (text.isEmpty()) {
      return "";
    }
    return switch (format) {
      case "time" -> time(text);
      case "age" -> or(Ages.between(text, now), text);
      case "duration" -> duration(value, text);
      case "bytes" -> value.value() instanceof BigDecimal count ? bytes(count) : text;
      default -> text;
    };
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private String time(String text) {
    try {
      return OffsetDateTime.parse(text).atZoneSameInstant(zone).format(TIME);
    } catch (DateTimeException e) {
      return text;
    }
  }

  /** Seconds as a number, or ISO 8601. */
  private static String duration(Node value, String text) {
    try {
      return duration(
          value.value() instanceof BigDecimal seconds
              ? Duration.ofMillis(seconds.movePointRight(3).longValue())
              : Duration.parse(text));
    } catch (DateTimeException e) {
      return text;
    }
  }

  private static String duration(Duration time) {
    if (time.isNegative()) {
      return "-" + duration(time.negated());
    }
    if (time.toMinutes() == 0) {
      BigDecimal seconds = BigDecimal.valueOf(time.toMillis(), 3);
      return seconds
              .setScale(seconds.intValue() < 10 ? 2 : 0, RoundingMode.HALF_UP)
              .stripTrailingZeros()
              .toPlainString()
          + "s";
    }
    if (time.toHours() == 0) {
      return time.toMinutes() + "m" + time.toSecondsPart() + "s";
    }
    return time.toDays() == 0
        ? time.toHours() + "h" + time.toMinutesPart() + "m"
        : time.toDays() + "d" + time.toHoursPart() + "h";
  }

  private static String bytes(BigDecimal count) {
    if (count.abs().compareTo(STEP) < 0) {
      return count.toPlainString() + " B";
    }
    BigDecimal left = count;
    String unit = "";
    for (int i = 0; i < UNITS.size() && left.abs().compareTo(STEP) >= 0; i++) {
      left = left.divide(STEP);
      unit = UNITS.get(i);
    }
    return left.setScale(1, RoundingMode.HALF_UP).toPlainString() + " " + unit;
  }
}
