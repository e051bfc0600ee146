package cuesta.framework.ci.engine;

import java.util.Locale;

/** How a pipeline, or some jobs of it taken together, stand. */
public enum PipelineStatus {
  /** Nothing has begun. */
  CREATED,
  /** What is next waits for a resource that another job has. */
  WAITING_FOR_RESOURCE,
  /** What is next waits for an agent. */
  PENDING,
  /** Something runs, or is about to. */
  RUNNING,
  /** Nothing goes on until somebody says so. */
  MANUAL,
  /** Nothing goes on until a job's time has come. */
  SCHEDULED,
  /** All went well, or as badly as is allowed. */
  SUCCESS,
  /** A job failed. */
  FAILED,
  /** A job was canceled, and none failed. */
  CANCELED,
  /** No job ran. */
  SKIPPED;

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

  /**
   * As GitLab writes it.
   *
   * @return lower case
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
