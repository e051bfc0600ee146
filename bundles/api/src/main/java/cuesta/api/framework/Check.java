package cuesta.api.framework;

import java.time.Duration;

/**
 * How an agent looks after a task that runs. Until a check has succeeded for the first time it is
 * repeated soon (after 50 ms, then twice as long each time, up to the interval), so that whoever
 * waits for it loses no time; from then on at the interval. Tries of one check never overlap. They
 * end when the task ends or is being killed, and go on after a restart of the agent, with the grace
 * period anew. What could not be tried, since the agent lacks its launcher, counts as nothing.
 * Terms and usual values are those of Mesos' HealthCheck.
 *
 * @param probe what is looked at
 * @param delay from the start of the task to the first try
 * @param interval from the end of a try to the next
 * @param timeout a try that takes longer has failed
 * @param grace failures so long after the start do not count, unless one try has succeeded
 * @param failures so many in a row mean that the task is not well any more, at least 1; before the
 *     first success one for each interval counts, however fast tries come then
 */
public record Check(
    Probe probe,
    Duration delay,
    Duration interval,
    Duration timeout,
    Duration grace,
    int failures) {
  /** No interval is shorter: looking must not cost more than what is looked at. */
  public static final Duration SHORTEST = Duration.ofMillis(100);

  /** No duration of a check is longer. */
  public static final Duration LONGEST = Duration.ofHours(24);

  /** Checks. */
  public Check {
    within("delay", delay, Duration.ZERO);
    within("interval", interval, SHORTEST);
    within("timeout", timeout, SHORTEST);
    within("grace", grace, Duration.ZERO);
    if (failures < 1) {
      throw new IllegalArgumentException(
          "failures of a check is " + failures + "; give at least 1");
    }
  }

  private static void within(String field, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          field
              + " of a check is "
              + value.toMillis()
              + " ms; give "
              + least.toMillis()
              + " ms to "
              + LONGEST.toHours()
              + " h");
    }
  }
}
