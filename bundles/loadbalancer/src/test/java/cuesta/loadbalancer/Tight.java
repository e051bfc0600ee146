package cuesta.loadbalancer;

import java.time.Duration;

/** Limits that a test can wait for. */
final class Tight {
  private static final Duration SHORT = Duration.ofMillis(700);

  private Tight() {}

  static Limits limits() {
    return limits(SHORT, SHORT);
  }

  /** With a long time for one thing, where another is the test's matter. */
  static Limits limits(Duration idle, Duration slow) {
    return new Limits(
        2,
        50,
        new Limits.Sizes(8 << 10, 16 << 10, 1 << 20, 64 << 10, 4 << 10),
        new Limits.Times(SHORT, SHORT, idle, SHORT, SHORT, slow, Duration.ofSeconds(3), SHORT));
  }
}
