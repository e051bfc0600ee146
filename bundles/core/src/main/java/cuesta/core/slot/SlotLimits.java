package cuesta.core.slot;

import java.time.Duration;

/**
 * How patient a slot is. Handover, drain and close together are how long a leaving bundle may be
 * held up; what is shipped stays below ten seconds.
 *
 * @param open until {@code open} must have answered
 * @param handover how long a leaving plugin serves on while its successor opens
 * @param drain how long the last calls of a retiring plugin may run before they are cut
 * @param close how long {@code close} is waited for
 * @param failures with that many failed calls within the window the plugin is quarantined
 * @param window how long a failure counts
 */
public record SlotLimits(
    Duration open,
    Duration handover,
    Duration drain,
    Duration close,
    int failures,
    Duration window) {
  /** What is shipped. */
  public static final SlotLimits DEFAULT =
      new SlotLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofMillis(1_500),
          3,
          Duration.ofSeconds(60));

  /** Checks that a plugin may fail at least once. */
  public SlotLimits {
    if (failures < 1) {
      throw new IllegalArgumentException("failures is " + failures + "; use 1 or more");
    }
  }

  /**
   * The same limits with another patience for {@code open}: who recovers much needs longer.
   *
   * @param patience until {@code open} must have answered
   * @return new limits
   */
  public SlotLimits withOpen(Duration patience) {
    return new SlotLimits(patience, handover, drain, close, failures, window);
  }

  /**
   * The same limits with another patience for {@code close}: who finishes what others wait for
   * needs longer.
   *
   * @param patience how long {@code close} is waited for
   * @return new limits
   */
  public SlotLimits withClose(Duration patience) {
    return new SlotLimits(open, handover, drain, patience, failures, window);
  }

  /**
   * How long a leaving bundle is held up at most.
   *
   * @return handover, drain, close, and a little for what lies between
   */
  public Duration leave() {
    return handover.plus(drain).plus(close).plusMillis(500);
  }

  /**
   * The same limits with another tolerance for failed calls.
   *
   * @param count with that many failures within the window the plugin is quarantined
   * @return new limits
   */
  public SlotLimits withFailures(int count) {
    return new SlotLimits(open, handover, drain, close, count, window);
  }
}
