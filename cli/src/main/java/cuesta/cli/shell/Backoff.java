package cuesta.cli.shell;

import java.time.Duration;

/** Waits longer and longer between attempts, until one succeeds. One thread. */
public final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(50);

  /** A new leader is there within seconds; nobody should wait much longer for us to notice. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Pace pace;
  private Duration next = FIRST;
  private int failures;

  /** Nothing has failed yet. */
  public Backoff(Pace pace) {
    this.pace = pace;
  }

  /** An attempt succeeded. */
  public void succeeded() {
    next = FIRST;
    failures = 0;
  }

  /** An attempt failed: waits. */
  public void failed() throws InterruptedException {
    failures++;
    pace.pause(next);
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }

  /** How many attempts failed one after the other. */
  public int failures() {
    return failures;
  }
}
