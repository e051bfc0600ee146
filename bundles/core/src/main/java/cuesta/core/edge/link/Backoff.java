package cuesta.core.edge.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: longer each time, and not for all agents the same, or
 * they would all come back at the same moment. One thread.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);

  /** The longest wait that is ever due. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private final RandomGenerator random;
  private long ceiling = FIRST.toNanos();

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  void reset() {
    ceiling = FIRST.toNanos();
  }

  /** Between half and the whole of what is due, which never grows beyond the longest. */
  Duration next(Duration longest) {
    long now = Math.min(ceiling, longest.toNanos());
    ceiling = Math.min(2 * now, longest.toNanos());
    return Duration.ofNanos(now / 2 + random.nextLong(now / 2 + 1));
  }
}
