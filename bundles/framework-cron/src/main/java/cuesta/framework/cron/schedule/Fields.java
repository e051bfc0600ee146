package cuesta.framework.cron.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * A five-field expression as sets of bits: which minutes, hours, days, months and weekdays. Local
 * time only; {@link Crontab} knows zones.
 *
 * @param minutes bits 0 to 59
 * @param hours bits 0 to 23
 * @param days bits 1 to 31
 * @param months bits 1 to 12
 * @param weekdays bits 0 (Sunday) to 6
 * @param both whether a day must be in both day fields: so if one of them begins with {@code *},
 *     otherwise one suffices
 * @param anyHour whether the field of the hours begins with {@code *}
 */
record Fields(
    long minutes, int hours, int days, int months, int weekdays, boolean both, boolean anyHour) {

  boolean matches(LocalDateTime time) {
    return matches(time.toLocalDate())
        && (hours >> time.getHour() & 1) == 1
        && (minutes >> time.getMinute() & 1) == 1;
  }

  boolean matches(LocalDate date) {
    if ((months >> date.getMonthValue() & 1) == 0) {
      return false;
    }
    boolean day = (days >> date.getDayOfMonth() & 1) == 1;
    boolean weekday = (weekdays >> date.getDayOfWeek().getValue() % 7 & 1) == 1;
    return both ? day && weekday : day || weekday;
  }

  /** Matching minutes of a whole day that matches. */
  int timesPerDay() {
    return Integer.bitCount(hours) * Long.bitCount(minutes);
  }

  /** The first matching minute at or after a time; null if there is none before the limit. */
  LocalDateTime from(LocalDateTime time, LocalDate limit) {
    LocalDateTime start = time.withSecond(0).withNano(0);
    if (start.isBefore(time)) {
      start = start.plusMinutes(1);
    }
    LocalDate date = start.toLocalDate();
    LocalTime first = matches(date) ? timeFrom(start.getHour(), start.getMinute()) : null;
    while (first == null) {
      date = dayAfter(date, limit);
      if (date == null) {
        return null;
      }
      first = timeFrom(0, 0);
    }
    return date.atTime(first);
  }

  private LocalTime timeFrom(int hour, int minute) {
    int now = hours >> hour & 1;
    long left = now == 1 ? minutes >> minute << minute : 0;
    if (left != 0) {
      return LocalTime.of(hour, Long.numberOfTrailingZeros(left));
    }
    int later = hours >> (hour + 1) << (hour + 1);
    return later == 0
        ? null
        : LocalTime.of(Integer.numberOfTrailingZeros(later), Long.numberOfTrailingZeros(minutes));
  }

  private LocalDate dayAfter(LocalDate date, LocalDate limit) {
    LocalDate next = date.plusDays(1);
    while (!matches(next)) {
      if (!next.isBefore(limit)) {
        return null;
      }
      next =
          (months >> next.getMonthValue() & 1) == 0
              ? next.withDayOfMonth(1).plusMonths(1)
              : next.plusDays(1);
    }
    return next;
  }
}
