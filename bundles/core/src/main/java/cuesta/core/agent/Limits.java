package cuesta.core.agent;

import java.time.Duration;

/** Every bound of the agent, with its reason. */
public final class Limits {
  /** Containers at a time: far beyond what one machine runs, well below what a journal bears. */
  public static final int CONTAINERS = 10_000;

  /** Ended containers remembered for each framework, as Mesos does with tasks. */
  public static final int ENDED_CONTAINERS = 1_000;

  /** Frameworks whose ended containers are remembered, as Mesos does. */
  public static final int ENDED_FRAMEWORKS = 50;

  /** Updates of one task that wait for acknowledgement; an executor that floods is cut here. */
  public static final int UPDATES_PER_TASK = 100;

  /** What one step says or starts at most; the rest follows in the next step. */
  public static final int BATCH = 500;

  /** An update that is not acknowledged is repeated after this, as Mesos does. */
  public static final Duration UPDATE_RETRY = Duration.ofSeconds(10);

  /** The pause between two repetitions of an update doubles up to this. */
  public static final Duration UPDATE_RETRY_MAX = Duration.ofMinutes(10);

  /** A clean-up that failed is repeated after this. */
  public static final Duration CLEANUP_RETRY = Duration.ofSeconds(1);

  /** The pause between two attempts to clean up doubles up to this. */
  public static final Duration CLEANUP_RETRY_MAX = Duration.ofMinutes(5);

  /** SIGKILL is repeated while the container's end is not reported: a fork may have escaped it. */
  public static final Duration KILL_REPEAT = Duration.ofSeconds(10);

  /** No grace period is longer, whatever the framework says: a kill must end some time. */
  public static final Duration GRACE_MAX = Duration.ofHours(24);

  /** Port variables in the environment of a task; {@code PORTS} names the first so many as well. */
  public static final int PORT_VARIABLES = 256;

  /**
   * News of checks are said while fewer updates of the task wait; what a flapping check says beyond
   * that is said when there is room again, as it is then.
   */
  public static final int CHECK_UPDATES = 4;

  /** The first pause between two tries of a check that has not succeeded yet; then it doubles. */
  public static final Duration CHECK_SOON = Duration.ofMillis(50);

  private Limits() {}
}
