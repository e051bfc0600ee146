package cuesta.api.framework;

import java.time.Duration;

/**
 * How long not to be offered again what was not used. Whatever it says, declined resources come
 * back after one second at the earliest.
 *
 * @param refuse how long; at most 365 days
 */
public record Filter(Duration refuse) {
  // First, since the constants below are made with it.
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Mesos' default. */
  public static final Filter DEFAULT = new Filter(Duration.ofSeconds(5));

  /** No filter. */
  public static final Filter NONE = new Filter(Duration.ZERO);

  /** Clamps as Mesos does: negative becomes the default, too long the longest. */
  public Filter {
    if (refuse.isNegative()) {
      refuse = Duration.ofSeconds(5);
    } else if (refuse.compareTo(LONGEST) > 0) {
      refuse = LONGEST;
    }
  }

  /**
   * A filter.
   *
   * @param refuse how long
   * @return the filter
   */
  public static Filter of(Duration refuse) {
    return new Filter(refuse);
  }
}
