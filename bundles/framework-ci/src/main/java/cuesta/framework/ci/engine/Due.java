package cuesta.framework.ci.engine;

import cuesta.framework.ci.spec.Artifacts;
import cuesta.framework.ci.spec.Cache;
import cuesta.framework.ci.spec.When;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job's end makes due: what is to be fetched of it before its status is final.
 *
 * @param archive its artifacts
 * @param junit its test reports, however it ended
 * @param dotenv its variables for later jobs, however it ended
 * @param caches which of its caches, by their places in its description
 */
public record Due(boolean archive, boolean junit, boolean dotenv, List<Integer> caches) {
  /** Copies the list. */
  public Due {
    caches = List.copyOf(caches);
  }

  /**
   * What is due.
   *
   * @param job a job whose task has ended
   * @return whatever can be had of it; nothing if its task never ran, or was lost with its agent
   */
  public static Due of(Job job) {
    boolean had = job.end().exit().isPresent() || job.stop().isWanted();
    boolean there = had && job.times().started().isPresent() && job.launch().at().isPresent();
    if (!there) {
      return new Due(false, false, false, List.of());
    }
    boolean well = job.end().failure().isEmpty() && !job.stop().isWanted();
    Artifacts artifacts = job.spec().artifacts();
    List<Integer> caches = new ArrayList<>();
    for (int i = 0; i < job.spec().caches().size(); i++) {
      Cache cache = job.spec().caches().get(i);
      if (cache.policy() != Cache.Policy.PULL && is(cache.when(), well)) {
        caches.add(i);
      }
    }
    return new Due(
        !artifacts.paths().isEmpty() && is(artifacts.when(), well),
        !artifacts.junit().isEmpty(),
        !artifacts.dotenv().isEmpty(),
        caches);
  }

  private static boolean is(When when, boolean well) {
    return when == When.ALWAYS || (when == When.ON_FAILURE) != well;
  }

  /** Whether there is nothing. */
  boolean isNothing() {
    return !archive && !junit && !dotenv && caches.isEmpty();
  }
}
