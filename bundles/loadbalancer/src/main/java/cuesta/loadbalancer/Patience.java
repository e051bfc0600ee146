package cuesta.loadbalancer;

import java.util.concurrent.TimeUnit;

/** How long an instance may be silent. On its loop's thread. */
final class Patience {
  /** With a client that has ended its side, and may be gone altogether. */
  private static final long HALF_OPEN = TimeUnit.SECONDS.toNanos(10);

  private final Limits.Times times;
  private long since;
  private boolean stream;

  Patience(Limits.Times times, long now) {
    this.times = times;
    this.since = now;
  }

  /** Something went on: it begins anew. */
  void renew(long now) {
    since = now;
  }

  /** The answer may be silent for long. */
  void stream(boolean isStream) {
    stream = isStream;
  }

  /** Whether the answer should have begun. */
  boolean isOverBeforeAnswer(long now) {
    return now - since > times.answer().toNanos();
  }

  /** Whether more of the answer should have come. */
  boolean isOverWithinAnswer(long now, boolean halfOpen) {
    long silence = (stream ? times.stream() : times.answer()).toNanos();
    return now - since > (halfOpen ? Math.min(silence, HALF_OPEN) : silence);
  }
}
