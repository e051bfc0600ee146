package cuesta.framework.ci.http;

/** Reason codes of framework-ci's answers; docs/reference/reasons.md explains them. */
final class Codes {
  /** Rules left no job. */
  static final String PIPELINE_EMPTY = "PIPELINE_EMPTY";

  /** Others have to end before it. */
  static final String JOBS_AWAITED = "JOBS_AWAITED";

  /** Another job has its resource group. */
  static final String RESOURCE_GROUP_TAKEN = "RESOURCE_GROUP_TAKEN";

  /** Somebody has to say so. */
  static final String PLAY_AWAITED = "PLAY_AWAITED";

  /** Its time has not come. */
  static final String DELAYED = "DELAYED";

  /** Its log is not there, or not any more. */
  static final String LOG_UNAVAILABLE = "LOG_UNAVAILABLE";

  private Codes() {}
}
