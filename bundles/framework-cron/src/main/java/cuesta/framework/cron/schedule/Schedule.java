package cuesta.framework.cron.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * The instants at which a job is due: whole seconds, in order, each once. An instant means the same
 * in whatever order and from wherever it is asked for.
 */
public sealed interface Schedule permits Every, Crontab {
  /**
   * The first instant after one.
   *
   * @param instant any instant
   * @return strictly later; empty if there is none within {@link Crontab#YEARS} years
   */
  Optional<Instant> after(Instant instant);

  /**
   * How many instants lie in a span. Costs about as much as its days, not as its instants.
   *
   * @param after exclusive
   * @param upTo inclusive
   * @return 0 if {@code upTo} is not later
   */
  long count(Instant after, Instant upTo);

  /**
   * One of the instants of a span.
   *
   * @param after the span's begin, exclusive
   * @param upTo its end, inclusive
   * @param n which, 1 for the first; at most {@link #count} of the span
   * @return the instant
   */
  default Instant nth(Instant after, Instant upTo, long n) {
    long low = after.getEpochSecond();
    long high = upTo.getEpochSecond();
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (count(after, Instant.ofEpochSecond(middle)) < n) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Instant.ofEpochSecond(high);
  }

  /**
   * What a change of local time did to an instant.
   *
   * @param instant a due instant
   * @return what people should know of it
   */
  default Shift shift(Instant instant) {
    return Shift.NONE;
  }
}
