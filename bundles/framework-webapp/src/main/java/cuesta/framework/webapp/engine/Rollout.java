package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.framework.kit.Brief;
import java.time.Instant;
import java.util.Optional;

/**
 * How an application gets from what it is to what it should be. At most one is under way; another
 * takes its place at any time. Nothing is ever locked.
 *
 * @param number counts the application's rollouts
 * @param kind why
 * @param from the version that was to run before; 0 at the first
 * @param to the version that is to run
 * @param started when
 * @param progress when an instance got ready last; when it started, before
 * @param best most instances of the new that were ready
 * @param failures instances of the new that ended without having been ready, in a row
 * @param result what came of it
 * @param ended when that was known
 * @param why why it ended so
 * @param principal who asked for it; the framework itself for one that goes back
 */
public record Rollout(
    int number,
    Kind kind,
    int from,
    int to,
    Instant started,
    Instant progress,
    int best,
    int failures,
    Result result,
    Optional<Instant> ended,
    Optional<Reason> why,
    String principal) {

  /** Cuts the reason. */
  public Rollout {
    why = Brief.reason(why);
  }

  /** Why there is a rollout. */
  public enum Kind {
    /** A version is deployed. */
    DEPLOY,
    /** All instances are made anew. */
    RESTART,
    /** Somebody wants an earlier version. */
    ROLLBACK,
    /** A deploy failed. */
    AUTO_ROLLBACK
  }

  /** What came of a rollout. */
  public enum Result {
    /** It is under way. */
    RUNNING,
    /** All instances are ready. */
    SUCCEEDED,
    /** It failed, and what was before comes back. */
    ROLLED_BACK,
    /** It failed, and there is nothing to go back to; instances are started again and again. */
    FAILED,
    /** A newer one took its place. */
    SUPERSEDED,
    /** The application was stopped. */
    STOPPED
  }

  static Rollout begun(int number, Kind kind, int from, int to, Instant now, String principal) {
    return new Rollout(
        number,
        kind,
        from,
        to,
        now,
        now,
        0,
        0,
        Result.RUNNING,
        Optional.empty(),
        Optional.empty(),
        principal);
  }

  /**
   * Whether it is under way.
   *
   * @return true if so
   */
  public boolean isRunning() {
    return result == Result.RUNNING;
  }

  Rollout ended(Result how, Instant now, Optional<Reason> reason) {
    return new Rollout(
        number,
        kind,
        from,
        to,
        started,
        progress,
        best,
        failures,
        how,
        Optional.of(now),
        reason,
        principal);
  }

  /** So many of the new are ready. */
  Rollout reached(int ready, Instant now) {
    return ready <= best
        ? this
        : new Rollout(
            number, kind, from, to, started, now, ready, 0, result, ended, why, principal);
  }

  Rollout failed() {
    return new Rollout(
        number,
        kind,
        from,
        to,
        started,
        progress,
        best,
        failures + 1,
        result,
        ended,
        why,
        principal);
  }
}
