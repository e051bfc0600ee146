package cuesta.framework.ci.engine;

import java.util.Locale;

/** How a job stands. */
public enum JobStatus {
  /** Those before it are not over. */
  CREATED,
  /** Another job has its resource group. */
  WAITING_FOR_RESOURCE,
  /** It waits for an agent, or is on its way to one. */
  PENDING,
  /** It runs. */
  RUNNING,
  /** Its task has ended; what it leaves behind is being fetched. */
  GATHERING,
  /** It went well. */
  SUCCESS,
  /** It did not. */
  FAILED,
  /** Somebody, or a newer pipeline, ended it. */
  CANCELED,
  /** What happened before it was not what it is for. */
  SKIPPED,
  /** It waits for somebody to say so. */
  MANUAL,
  /** It waits for its time. */
  SCHEDULED;

  /**
   * Whether it stays so, unless somebody asks for more.
   *
   * @return true if so
   */
  public boolean isOver() {
    return switch (this) {
      case SUCCESS, FAILED, CANCELED, SKIPPED -> true;
      default -> false;
    };
  }

  /** Whether it has a task, or waits for one. */
  boolean isOut() {
    return this == PENDING || this == RUNNING;
  }

  /** Whether it has its resource group for itself. */
  boolean holds() {
    return isOut() || this == GATHERING;
  }

  /**
   * As GitLab writes it, which knows of no gathering.
   *
   * @return lower case
   */
  public String text() {
    return this == GATHERING ? RUNNING.text() : name().toLowerCase(Locale.ROOT);
  }
}
