package cuesta.contracts;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what comes by itself, with a deadline and a word about what was there instead. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(30); // a loaded machine; else it hangs
  private static final Duration STEP = Duration.ofMillis(2);

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
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            what + ": not within " + limit.toSeconds() + " s; there is " + shown.get());
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
