package cuesta.framework.ci.engine;

/**
 * Where in the course of its pipeline a job began and ended: starts and ends are counted together,
 * so that who follows a pipeline can say how much of it is known.
 *
 * @param started 0 if it has not started
 * @param ended 0 if it has not ended
 */
public record Steps(long started, long ended) {
  /** Neither. */
  public static final Steps NONE = new Steps(0, 0);

  long last() {
    return Math.max(started, ended);
  }
}
