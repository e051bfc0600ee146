package cuesta.framework.ci.engine;

import cuesta.api.blob.Blob;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.TaskInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What later pipelines of a project may find again. */
final class Caches {
  private Caches() {}

  /** Keeps what a job left, and lets the least recently used give way. */
  static void keep(Turn turn, String project, Parts parts) {
    for (Map.Entry<String, Blob> one : parts.caches().entrySet()) {
      if (one.getKey().length() <= CiLimits.CACHE_KEY) {
        turn.record(
            new CiChange.CacheKept(
                new Cached(new CacheKey(project, one.getKey()), one.getValue(), turn.now())));
      }
    }
    if (!parts.caches().isEmpty()) {
      trim(turn, project);
    }
  }

  private static void trim(Turn turn, String project) {
    List<Cached> all = of(turn.state(), project);
    all.sort(Comparator.comparing(Cached::used).thenComparing(Cached::key));
    long bytes = all.stream().mapToLong(cached -> cached.blob().size()).sum();
    int count = all.size();
    for (Cached oldest : all) {
      if (count <= CiLimits.CACHES && (bytes <= CiLimits.CACHE_BYTES || count == 1)) {
        break;
      }
      turn.record(new CiChange.CacheGone(oldest.key()));
      bytes -= oldest.blob().size();
      count--;
    }
  }

  private static List<Cached> of(CiState state, String project) {
    List<Cached> all = new ArrayList<>();
    for (Map.Entry<CacheKey, Cached> one : state.caches().from(new CacheKey(project, ""))) {
      if (!one.getKey().project().equals(project)) {
        break;
      }
      all.add(one.getValue());
    }
    return all;
  }

  /** A task that is launched brings some along. */
  static void used(Turn turn, String project, TaskInfo task) {
    if (task.fetch().isEmpty()) {
      return;
    }
    List<String> hashes = task.fetch().stream().map(Fetch::hash).toList();
    for (Cached cached : of(turn.state(), project)) {
      boolean old = cached.used().plus(CiLimits.TOUCHED).isBefore(turn.now());
      if (old && hashes.contains(cached.blob().hash())) {
        turn.record(new CiChange.CacheKept(new Cached(cached.key(), cached.blob(), turn.now())));
      }
    }
  }
}
