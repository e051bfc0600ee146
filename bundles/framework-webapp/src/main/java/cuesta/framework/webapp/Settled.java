package cuesta.framework.webapp;

import cuesta.api.TaskState;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Site;

/** Whether an application has become what was asked for. */
enum Settled {
  /** All its instances are ready, and no others are there. */
  AS_WANTED,
  /** It goes another way. */
  FAILED,
  /** Not yet. */
  NO;

  /**
   * Judges.
   *
   * @param rollout the number of the rollout that was asked for; 0 if none was: what became of
   *     earlier ones says nothing
   */
  static Settled of(Site site, int rollout) {
    boolean failed =
        site.app().rollouts().stream()
            .filter(one -> one.number() == rollout)
            .anyMatch(one -> !one.isRunning() && one.result() != Rollout.Result.SUCCEEDED);
    if (failed) {
      return FAILED;
    }
    boolean asWanted =
        site.app().running().isEmpty()
            && site.ready() == site.app().wanted()
            && there(site) == site.app().wanted();
    return asWanted ? AS_WANTED : NO;
  }

  /** What an unreachable agent may still run is killed if it ever returns: nobody waits for it. */
  private static long there(Site site) {
    return site.all().stream()
        .filter(instance -> instance.launch().state() != TaskState.UNREACHABLE)
        .count();
  }
}
