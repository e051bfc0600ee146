package cuesta.framework.cron.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronField;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads schedules. The library reads the five fields; what it read becomes sets of bits. */
public final class Schedules {
  /** Longest text of a schedule, in characters. */
  public static final int MAX_TEXT = 200;

  private static final int FIELDS = 5;
  private static final Pattern PERIOD = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)?");
  private static final TreeMap<String, String> ALIASES = new TreeMap<>();
  private static final CronDefinition DEFINITION =
      CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

  static {
    ALIASES.put("@hourly", "0 * * * *");
    ALIASES.put("@daily", "0 0 * * *");
    ALIASES.put("@midnight", "0 0 * * *");
    ALIASES.put("@weekly", "0 0 * * 0");
    ALIASES.put("@monthly", "0 0 1 * *");
    ALIASES.put("@yearly", "0 0 1 1 *");
    ALIASES.put("@annually", "0 0 1 1 *");
  }

  private Schedules() {}

  /**
   * Reads a schedule.
   *
   * @param text five fields, an alias such as {@code @daily}, or {@code @every 90s}
   * @param zone in which local times are meant; {@code @every} knows none
   * @param anchor where the periods of {@code @every} begin
   * @return the schedule; it is due at least once
   * @throws IllegalArgumentException saying what is wrong and what would be right
   */
  public static Schedule parse(String text, ZoneId zone, Instant anchor) {
    String form = text.strip().replaceAll("\\s+", " ");
    if (form.isEmpty() || form.length() > MAX_TEXT) {
      throw bad(text, "write five fields ('30 2 * * *'), @daily, or '@every 90s'");
    }
    if (form.startsWith("@every")) {
      return every(form, anchor);
    }
    if (form.startsWith("@") && !ALIASES.containsKey(form.toLowerCase(Locale.ROOT))) {
      throw bad(text, "known are " + String.join(", ", ALIASES.keySet()) + ", '@every 90s'");
    }
    String fields = ALIASES.getOrDefault(form.toLowerCase(Locale.ROOT), form);
    Crontab schedule = new Crontab(fields(fields), zone);
    if (schedule.after(anchor).isEmpty()) {
      throw bad(text, "no day is ever such a day; look at day and month");
    }
    return schedule;
  }

  /**
   * Reads a time zone.
   *
   * @param name a name of the IANA data, {@code Europe/Berlin}, or {@code UTC}
   * @return the zone
   * @throws IllegalArgumentException saying what is wrong
   */
  public static ZoneId zone(String name) {
    try {
      return ZoneId.of(name.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + name + "' is no known time zone; write Europe/Berlin or UTC", e);
    }
  }

  private static Schedule every(String form, Instant anchor) {
    Matcher period = PERIOD.matcher(form.substring("@every".length()).strip());
    if (!period.matches()) {
      throw bad(form, "write '@every 90s'; units are s, m, h and d");
    }
    long number = Long.parseLong(period.group(1));
    long seconds =
        switch (period.group(2) == null ? "s" : period.group(2)) {
          case "ms" -> number % 1000 == 0 ? number / 1000 : 0;
          case "m" -> number * 60;
          case "h" -> number * 3_600;
          case "d" -> number * 86_400;
          default -> number;
        };
    if (seconds < 1 || seconds > 3_660L * 86_400) {
      throw bad(form, "a period is a number of whole seconds, from 1 s to 3660 d");
    }
    return new cuesta.framework.cron.schedule.Every(seconds, anchor);
  }

  private static IllegalArgumentException bad(String text, String fix) {
    return new IllegalArgumentException("'" + text + "' is not a schedule: " + fix);
  }

  private static Fields fields(String text) {
    List<String> words = List.of(text.split(" "));
    if (words.size() != FIELDS) {
      throw bad(text, "it has " + words.size() + " fields, not minute, hour, day, month, weekday");
    }
    Map<CronFieldName, CronField> read;
    try {
      Cron cron = new CronParser(DEFINITION).parse(text);
      read = cron.validate().retrieveFieldsAsMap();
    } catch (IllegalArgumentException e) {
      throw bad(
          text, String.valueOf(e.getMessage()).replace("Failed to parse cron expression. ", ""));
    }
    return new Fields(
        bits(read.get(CronFieldName.MINUTE), 0, 59),
        (int) bits(read.get(CronFieldName.HOUR), 0, 23),
        (int) bits(read.get(CronFieldName.DAY_OF_MONTH), 1, 31),
        (int) bits(read.get(CronFieldName.MONTH), 1, 12),
        weekdays(read.get(CronFieldName.DAY_OF_WEEK)),
        words.get(2).startsWith("*") || words.get(4).startsWith("*"),
        words.get(1).startsWith("*"));
  }

  /** Sunday is 0 and 7. */
  private static int weekdays(CronField field) {
    long bits = bits(field, 0, 7);
    return (int) (bits & 0x7f | bits >> 7);
  }

  private static long bits(CronField field, int least, int most) {
    return bits(field.getExpression(), least, most);
  }

  private static long bits(FieldExpression expression, int least, int most) {
    return switch (expression) {
      case Always all -> range(least, most, 1);
      case On on -> range(number(on.getTime()), number(on.getTime()), 1);
      case Between between -> range(number(between.getFrom()), number(between.getTo()), 1);
      case And and ->
          and.getExpressions().stream()
              .mapToLong(part -> bits(part, least, most))
              .reduce(0, (a, b) -> a | b);
      case Every every -> every(every, least, most);
      default -> throw new IllegalArgumentException("'" + expression.asString() + "' is not known");
    };
  }

  private static long every(Every every, int least, int most) {
    int period = number(every.getPeriod());
    return switch (every.getExpression()) {
      case On on -> range(number(on.getTime()), most, period);
      case Between between -> range(number(between.getFrom()), number(between.getTo()), period);
      default -> range(least, most, period);
    };
  }

  private static int number(FieldValue<?> value) {
    return (Integer) value.getValue();
  }

  private static long range(int from, int to, int step) {
    long bits = 0;
    for (int i = from; i <= to; i += step) {
      bits |= 1L << i;
    }
    return bits;
  }
}
