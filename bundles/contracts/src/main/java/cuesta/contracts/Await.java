package cuesta.contracts;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what comes by itself, with a deadline and a word about what was there instead. */
public final class Await {
  /** For a machine on which others work too: whoever waits longer waits for ever. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private static final long SHORTEST_PAUSE = Duration.ofMillis(2).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofMillis(50).toNanos();

  /** The longer it takes, the less a moment more matters: a wait is late by this part at most. */
  private static final int PART = 20;

  private Await() {}

  /**
   * Waits until a condition holds.
   *
   * @param what the claim, for the message
   * @param condition asked again and again
   * @param shown what to show if it never holds
   * @throws Exception what the condition throws
   */
  public static void until(String what, Callable<Boolean> condition, Supplier<?> shown)
      throws Exception {
    within(LIMIT, what, condition, shown);
  }

  /**
   * Waits for what by itself takes longer than most.
   *
   * @param limit how long
   * @param what the claim, for the message
   * @param condition asked again and again
   * @param shown what to show if it does not hold in time
   * @throws Exception what the condition throws
   */
  public static void within(
      Duration limit, String what, Callable<Boolean> condition, Supplier<?> shown)
      throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      long waited = System.nanoTime() - start;
      if (waited > limit.toNanos()) {
        throw new AssertionError(
            what + ": not within " + limit.toSeconds() + " s; there is " + shown.get());
      }
      // Who asks without a pause takes the processor from what it waits for.
      LockSupport.parkNanos(Math.clamp(waited / PART, SHORTEST_PAUSE, LONGEST_PAUSE));
    }
  }
}
