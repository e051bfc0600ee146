package cuesta.framework.ci.engine;

import java.util.Locale;

/** Kinds of failures, as GitLab calls them; {@code retry:when} names them. */
public enum Failure {
  /** The script ended with another status than 0. */
  SCRIPT_FAILURE,
  /** It could not be run, its agent was lost, or what it leaves behind could not be kept. */
  RUNNER_SYSTEM_FAILURE,
  /** It took longer than its timeout. */
  JOB_EXECUTION_TIMEOUT,
  /** Its timeout is over, and nobody knows what became of it: its agent cannot be reached. */
  STUCK_OR_TIMEOUT_FAILURE;

  /**
   * As it is written.
   *
   * @return lower case
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
