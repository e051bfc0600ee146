package cuesta.framework.cron.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The rule once more, as plainly as it can be said: looks at each minute, and reads the expression
 * by itself. Shares no line with what it judges.
 */
final class Scan {
  private static final List<String> MONTHS =
      List.of(
          "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private final String[] fields;
  private final ZoneRules rules;
  private final boolean[] minutes;
  private final boolean[] hours;
  private final boolean[] days;
  private final boolean[] months;
  private final boolean[] weekdays;

  Scan(String expression, ZoneId zone) {
    fields = expression.split(" ");
    rules = zone.getRules();
    minutes = set(fields[0], 0, 59, List.of());
    hours = set(fields[1], 0, 23, List.of());
    days = set(fields[2], 1, 31, List.of());
    months = set(fields[3], 1, 12, MONTHS);
    weekdays = set(fields[4], 0, 7, DAYS);
  }

  /** All instants after one, up to another. */
  List<Instant> due(Instant after, Instant upTo) {
    return fields[1].startsWith("*") ? real(after, upTo) : fixed(after, upTo);
  }

  private List<Instant> real(Instant after, Instant upTo) {
    List<Instant> due = new ArrayList<>();
    long minute = Math.floorDiv(after.getEpochSecond(), 60) + 1;
    for (; minute * 60 <= upTo.getEpochSecond(); minute++) {
      Instant instant = Instant.ofEpochSecond(minute * 60);
      if (matches(LocalDateTime.ofInstant(instant, rules.getOffset(instant)))) {
        due.add(instant);
      }
    }
    return due;
  }

  private List<Instant> fixed(Instant after, Instant upTo) {
    TreeSet<Instant> due = new TreeSet<>();
    LocalDateTime local = LocalDateTime.ofInstant(after, ZoneOffset.UTC).minusDays(2);
    LocalDateTime end = LocalDateTime.ofInstant(upTo, ZoneOffset.UTC).plusDays(2);
    for (local = local.withSecond(0).withNano(0);
        local.isBefore(end);
        local = local.plusMinutes(1)) {
      if (matches(local)) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        due.add(
            offsets.isEmpty()
                ? rules.getTransition(local).getInstant()
                : local.toInstant(offsets.getFirst()));
      }
    }
    return due.stream().filter(i -> i.isAfter(after) && !i.isAfter(upTo)).toList();
  }

  private boolean matches(LocalDateTime time) {
    boolean day = days[time.getDayOfMonth()];
    int number = time.getDayOfWeek().getValue() % 7;
    boolean weekday = weekdays[number] || number == 0 && weekdays[7];
    boolean both = fields[2].startsWith("*") || fields[4].startsWith("*");
    return minutes[time.getMinute()]
        && hours[time.getHour()]
        && months[time.getMonthValue()]
        && (both ? day && weekday : day || weekday);
  }

  private static boolean[] set(String field, int least, int most, List<String> names) {
    boolean[] set = new boolean[60];
    for (int value = least; value <= most; value++) {
      set[value] = has(field, value, least, most, names);
    }
    return set;
  }

  private static boolean has(String field, int value, int least, int most, List<String> names) {
    return Arrays.stream(field.split(",")).anyMatch(part -> part(part, value, least, most, names));
  }

  private static boolean part(String part, int value, int least, int most, List<String> names) {
    String[] halves = part.split("/");
    int step = halves.length == 1 ? 1 : Integer.parseInt(halves[1]);
    int from = least;
    int to = most;
    if (!halves[0].equals("*")) {
      String[] ends = halves[0].split("-");
      from = number(ends[0], names);
      to = ends.length == 2 ? upper(ends[1], from, names) : halves.length == 2 ? most : from;
    }
    return value >= from && value <= to && (value - from) % step == 0;
  }

  /** The Sunday that ends a range is the 7. */
  private static int upper(String text, int from, List<String> names) {
    int number = number(text, names);
    return number == 0 && from > 0 ? 7 : number;
  }

  private static int number(String text, List<String> names) {
    int name = names.indexOf(text.toLowerCase(java.util.Locale.ROOT));
    return name >= 0 ? name : Integer.parseInt(text);
  }
}
