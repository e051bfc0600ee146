package cuesta.framework.cron.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * Due every so many seconds of real time, whatever local clocks do.
 *
 * @param seconds the period, at least 1
 * @param anchor where counting begins; it is not due itself
 */
public record Every(long seconds, Instant anchor) implements Schedule {
  /** Checks the period, and cuts the anchor to the second. */
  public Every {
    if (seconds < 1) {
      throw new IllegalArgumentException("a period is at least 1 s, not " + seconds);
    }
    anchor = Instant.ofEpochSecond(anchor.getEpochSecond());
  }

  @Override
  public Optional<Instant> after(Instant instant) {
    return Optional.of(at(Math.max(0, passed(instant)) + 1));
  }

  @Override
  public long count(Instant after, Instant upTo) {
    return Math.max(0, Math.max(0, passed(upTo)) - Math.max(0, passed(after)));
  }

  @Override
  public Instant nth(Instant after, Instant upTo, long n) {
    return at(Math.max(0, passed(after)) + n);
  }

  /** Periods that are over at an instant. */
  private long passed(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond() - anchor.getEpochSecond(), seconds);
  }

  private Instant at(long periods) {
    return anchor.plusSeconds(periods * seconds);
  }
}
