package cuesta.framework.kit;

import cuesta.engine.SplitMix;
import java.time.Duration;

/**
 * Waits that double up to a limit, spread by a quarter so that many do not come together.
 *
 * @param first the first wait
 * @param longest the longest
 */
public record Backoff(Duration first, Duration longest) {
  private static final int MAX_DOUBLINGS = 30;

  /**
   * How long to wait.
   *
   * @param round 0 for the first time
   * @param random chance, from the tick
   * @return nanoseconds
   */
  public long nanos(int round, SplitMix random) {
    long doubled = first.toMillis() << Math.min(round, MAX_DOUBLINGS);
    long millis = doubled <= 0 ? longest.toMillis() : Math.min(doubled, longest.toMillis());
    long spread = Math.max(1, millis / 2);
    return Duration.ofMillis(millis - millis / 4 + Math.floorMod(random.next(), spread)).toNanos();
  }
}
