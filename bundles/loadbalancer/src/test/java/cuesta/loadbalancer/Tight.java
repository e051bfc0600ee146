package cuesta.loadbalancer;

import java.time.Duration;

/** Limits of which one is so short that a test can wait for it, and the others never count. */
final class Tight {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMinutes(5);

  private Tight() {}

  /** Small sizes. */
  static Limits sizes() {
    return limits(LONG, LONG, LONG, LONG, LONG);
  }

  static Limits head() {
    return limits(SHORT, LONG, LONG, LONG, LONG);
  }

  static Limits idle() {
    return limits(LONG, SHORT, LONG, LONG, LONG);
  }

  static Limits answer() {
    return limits(LONG, LONG, SHORT, LONG, LONG);
  }

  static Limits stream() {
    return limits(LONG, LONG, LONG, SHORT, LONG);
  }

  static Limits slow() {
    return limits(LONG, LONG, LONG, LONG, SHORT);
  }

  private static Limits limits(
      Duration head, Duration idle, Duration answer, Duration stream, Duration slow) {
    return new Limits(
        2,
        50,
        new Limits.Sizes(8 << 10, 16 << 10, 1 << 20, 64 << 10, 4 << 10),
        new Limits.Times(
            LONG, head, idle, answer, stream, slow, Duration.ofSeconds(5), SHORT.multipliedBy(2)));
  }
}
