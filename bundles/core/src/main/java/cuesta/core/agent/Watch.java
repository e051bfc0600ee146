package cuesta.core.agent;

import cuesta.api.Reason;
import cuesta.api.framework.Check;
import java.time.Duration;
import java.util.Optional;

/**
 * How a check of a running task stands, in this process only.
 *
 * @param since when it began, in the tick's nanoseconds
 * @param tries how many tries were begun; the number of the newest one
 * @param trying whether that one is under way
 * @param passed whether one has ever succeeded
 * @param word whether all is well, as far as has been found out
 * @param failures how many in a row failed, of those that count
 * @param countedAt when the last of them was counted
 * @param why why it is not well: so many failed in a row
 */
public record Watch(
    long since,
    int tries,
    boolean trying,
    boolean passed,
    Optional<Boolean> word,
    int failures,
    long countedAt,
    Optional<Reason> why) {

  /** A check that begins, with what an earlier process of the agent said of it. */
  static Watch of(long now, Optional<Boolean> said, Optional<Reason> why) {
    return new Watch(now, 0, false, said.orElse(false), said, 0, now, why);
  }

  Watch begun() {
    return new Watch(since, tries + 1, true, passed, word, failures, countedAt, why);
  }

  Watch succeeded() {
    return new Watch(since, tries, false, true, Optional.of(true), 0, countedAt, Optional.empty());
  }

  /** Nothing was found out: not the task's fault. */
  Watch untold() {
    return new Watch(since, tries, false, passed, word, failures, countedAt, why);
  }

  Watch failed(Check check, long now) {
    return counts(check, now)
        ? new Watch(since, tries, false, passed, word, failures + 1, now, why)
        : untold();
  }

  /** Too many in a row failed. */
  Watch down(Reason because) {
    return new Watch(
        since,
        tries,
        trying,
        passed,
        Optional.of(false),
        failures,
        countedAt,
        Optional.of(because));
  }

  /**
   * Before the first success tries come faster than the interval; were each of them to count, a
   * slow start would be over before it began.
   */
  private boolean counts(Check check, long now) {
    if (passed) {
      return true;
    }
    boolean late = now - since >= check.grace().toNanos();
    return late && (failures == 0 || now - countedAt >= check.interval().toNanos());
  }

  /** From the end of a try to the next. */
  Duration pause(Check check) {
    return passed ? check.interval() : Turn.backoff(Limits.CHECK_SOON, check.interval(), tries - 1);
  }
}
