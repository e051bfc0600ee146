package cuesta.framework.cron.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * Due at local times. Where local time jumps, cron's old rule holds, made exact:
 *
 * <ul>
 *   <li>If the hour field begins with {@code *}, the job follows real time: it is due at every
 *       instant whose local time matches. In a skipped hour there is none, of a repeated one both
 *       passes count.
 *   <li>Otherwise it is due at given hours: a time that is skipped is due at the instant at which
 *       the gap ends, a time that is repeated at its first pass only.
 * </ul>
 */
public final class Crontab implements Schedule {
  /**
   * How far ahead an instant is looked for: the 29th of February falls on a given weekday every 28
   * years, over a century without leap day every 40.
   */
  static final int YEARS = 50;

  /** Above this many days it is faster to count whole days than to go from instant to instant. */
  private static final int FEW_SECONDS = 2 * 24 * 60 * 60;

  private final Fields fields;
  private final ZoneId zone;
  private final ZoneRules rules;

  Crontab(Fields fields, ZoneId zone) {
    this.fields = fields;
    this.zone = zone;
    rules = zone.getRules();
  }

  /**
   * Its time zone.
   *
   * @return the zone
   */
  public ZoneId zone() {
    return zone;
  }

  @Override
  public Optional<Instant> after(Instant instant) {
    return Optional.ofNullable(fields.anyHour() ? nextReal(instant) : nextFixed(instant));
  }

  /**
   * Piece by piece between changes of the offset: within one, local time goes as real time does.
   */
  private Instant nextReal(Instant instant) {
    Instant from = Instant.ofEpochSecond(instant.getEpochSecond() + 1);
    LocalDate limit = limit(from);
    while (true) {
      ZoneOffset offset = rules.getOffset(from);
      LocalDateTime local =
          fields.from(LocalDateTime.ofEpochSecond(from.getEpochSecond(), 0, offset), limit);
      ZoneOffsetTransition change = rules.nextTransition(from.minusNanos(1));
      if (change != null && change.getInstant().equals(from)) {
        change = rules.nextTransition(from); // the offset above is the one after it
      }
      if (local == null) {
        return null;
      }
      Instant due = local.toInstant(offset);
      if (change == null || due.isBefore(change.getInstant())) {
        return due;
      }
      from = change.getInstant();
    }
  }

  /** Local times to instants grow together, so the first that is late enough is the one. */
  private Instant nextFixed(Instant instant) {
    LocalDate limit = limit(instant);
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, rules.getOffset(instant));
    while (true) {
      local = fields.from(local.plusSeconds(1), limit);
      if (local == null) {
        return null;
      }
      Instant due = instant(local);
      if (due.isAfter(instant)) {
        return due;
      }
    }
  }

  private static LocalDate limit(Instant from) {
    return LocalDate.ofEpochDay(Math.floorDiv(from.getEpochSecond(), 86_400)).plusYears(YEARS);
  }

  /** A skipped time becomes the end of the gap, a repeated one its first pass. */
  private Instant instant(LocalDateTime local) {
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change == null) {
      return local.toInstant(rules.getOffset(local));
    }
    return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
  }

  @Override
  public long count(Instant after, Instant upTo) {
    if (upTo.getEpochSecond() - after.getEpochSecond() <= FEW_SECONDS) {
      return walk(after, upTo);
    }
    long count = 0;
    Instant at = after;
    LocalDate day = LocalDate.ofInstant(after, zone).plusDays(1);
    while (true) {
      Instant begin = day.atStartOfDay(zone).toInstant().minusSeconds(1);
      Instant end = day.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
      if (end.isAfter(upTo)) {
        return count + walk(at, upTo);
      }
      count += walk(at, begin) + wholeDay(day, begin, end);
      at = end;
      day = day.plusDays(1);
    }
  }

  private long wholeDay(LocalDate day, Instant begin, Instant end) {
    ZoneOffsetTransition change = rules.nextTransition(begin.minusSeconds(1));
    boolean plain = change == null || change.getInstant().isAfter(end.plusSeconds(1));
    if (!plain) {
      return walk(begin, end);
    }
    return fields.matches(day) ? fields.timesPerDay() : 0;
  }

  private long walk(Instant after, Instant upTo) {
    long count = 0;
    Instant at = after;
    while (at.isBefore(upTo)) {
      Optional<Instant> next = after(at);
      if (next.isEmpty() || next.get().isAfter(upTo)) {
        break;
      }
      at = next.get();
      count++;
    }
    return count;
  }

  @Override
  public Shift shift(Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null && change.isOverlap()) {
      return rules.getOffset(instant).equals(change.getOffsetBefore())
          ? Shift.FIRST_PASS
          : Shift.SECOND_PASS;
    }
    return fields.matches(local) ? Shift.NONE : Shift.MOVED;
  }
}
