package cuesta.framework.ci.launch;

import cuesta.api.blob.Blob;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.Fetch;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.framework.ci.engine.CacheKey;
import cuesta.framework.ci.engine.Cached;
import cuesta.framework.ci.engine.CiLimits;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.engine.Pipeline;
import cuesta.framework.ci.engine.Tasks;
import cuesta.framework.ci.engine.Upstream;
import cuesta.framework.ci.spec.Cache;
import cuesta.framework.kit.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tasks of jobs, as agents are given them. */
public final class JobTasks implements Tasks {
  /** Where the project lies, below the sandbox. */
  public static final String PROJECT = Driver.PROJECT;

  @Override
  public TaskInfo task(CiState state, Pipeline pipeline, Job job, Launch launch, Resources taken) {
    Line of = state.lines().get(pipeline.number());
    Environment environment = Environment.of(of, job);
    TreeMap<String, String> variables = new TreeMap<>(environment.early());
    if (!environment.secrets().isEmpty()) {
      variables.put(Driver.MASK, Driver.mask(environment.secrets()));
    }
    List<String> line =
        Driver.of(job.spec().script(), environment.late(), job.spec().flow().timeout());
    CommandInfo command =
        new CommandInfo(false, line.getFirst(), line, variables, Optional.empty());
    return new TaskInfo(
            launch.task(), job.name(), taken, command, CiLimits.grace(job), labels(pipeline, job))
        .withFetch(fetch(state, of, job, environment));
  }

  private static SortedMap<String, String> labels(Pipeline pipeline, Job job) {
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("ci.pipeline", Long.toString(pipeline.number()));
    labels.put("ci.project", pipeline.origin().project());
    labels.put("ci.job", job.name());
    return labels;
  }

  /** The files, over them caches, over these what earlier jobs left: the last one wins. */
  private static List<Fetch> fetch(CiState state, Line line, Job job, Environment environment) {
    List<Fetch> all = new ArrayList<>();
    add(all, line.pipeline().origin().tree());
    for (Cache cache : job.spec().caches()) {
      if (cache.policy() != Cache.Policy.PUSH) {
        cached(state, line.pipeline(), cache, environment).ifPresent(blob -> add(all, blob));
      }
    }
    for (Job earlier : Upstream.of(line, job)) {
      earlier.left().archive().ifPresent(archive -> add(all, archive.blob()));
    }
    return all;
  }

  private static void add(List<Fetch> all, Blob blob) {
    all.add(Fetch.tree(blob.hash(), PROJECT));
  }

  private static Optional<Blob> cached(
      CiState state, Pipeline pipeline, Cache cache, Environment environment) {
    List<String> keys = new ArrayList<>(List.of(cache.key()));
    keys.addAll(cache.fallback());
    return keys.stream()
        .map(key -> new CacheKey(pipeline.origin().project(), environment.put(key)))
        .filter(state.caches()::has)
        .map(state.caches()::get)
        .map(Cached::blob)
        .findFirst();
  }
}
