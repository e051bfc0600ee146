package cuesta.core.edge.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: longer each time, and not for all agents the same, or
 * they would all come back at the same moment. One thread.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);

  /** The longest wait; a stream that lasted that long was no failed attempt. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private final RandomGenerator random;
  private long ceiling = FIRST.toNanos();

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  void reset() {
    ceiling = FIRST.toNanos();
  }

  /** Between half and the whole of what is due. */
  Duration next() {
    long now = ceiling;
    ceiling = Math.min(2 * ceiling, LONGEST.toNanos());
    return Duration.ofNanos(now / 2 + random.nextLong(now / 2 + 1));
  }
}
