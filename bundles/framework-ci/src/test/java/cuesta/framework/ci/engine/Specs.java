package cuesta.framework.ci.engine;

import cuesta.api.blob.Blob;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.framework.ci.spec.Allow;
import cuesta.framework.ci.spec.Artifacts;
import cuesta.framework.ci.spec.Cache;
import cuesta.framework.ci.spec.Flow;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.PipelineSpec;
import cuesta.framework.ci.spec.Retry;
import cuesta.framework.ci.spec.Script;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.ci.spec.When;
import cuesta.framework.kit.Launch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Jobs as tests write them: a stage, a name, and words: {@code needs=a,b}, {@code needs=} (none),
 * {@code on_failure}, {@code always}, {@code manual}, {@code delayed=SECONDS}, {@code allow},
 * {@code allow=3}, {@code retry=2}, {@code retry=1:script_failure}, {@code timeout=60}, {@code
 * group=g}, {@code interruptible}, {@code after}, {@code artifacts}, {@code artifacts=always},
 * {@code junit}, {@code dotenv}, {@code cache=key}, {@code deps=a}, {@code tag=t}, {@code cpus=2}.
 */
final class Specs {
  private Specs() {}

  static TaskInfo task(CiState state, Pipeline pipeline, Job job, Launch launch, Resources taken) {
    return new TaskInfo(
        launch.task(),
        job.name(),
        taken,
        CommandInfo.of(job.spec().script().main(), Collections.emptySortedMap()),
        CiLimits.grace(job),
        Collections.emptySortedMap());
  }

  static PipelineSpec pipeline(String... jobs) {
    List<JobSpec> specs = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    for (String text : jobs) {
      JobSpec job = job(text);
      if (!stages.contains(job.stage())) {
        stages.add(job.stage());
      }
      specs.add(job);
    }
    return new PipelineSpec("", stages, specs);
  }

  static JobSpec job(String text) {
    List<String> words = List.of(text.split(" "));
    TreeMap<String, String> said = new TreeMap<>();
    for (String word : words.subList(2, words.size())) {
      int at = word.indexOf('=');
      said.put(at < 0 ? word : word.substring(0, at), at < 0 ? "" : word.substring(at + 1));
    }
    TreeMap<String, Value> variables = new TreeMap<>();
    if (said.containsKey("cpus")) {
      variables.put(Sizes.CPUS, Value.of(said.get("cpus")));
    }
    List<Cache> caches =
        said.containsKey("cache")
            ? List.of(
                new Cache(
                    said.get("cache"),
                    List.of("c/"),
                    Cache.Policy.PULL_PUSH,
                    When.ON_SUCCESS,
                    List.of()))
            : List.of();
    return new JobSpec(
        words.get(1),
        words.get(0),
        flow(said),
        new Script(List.of(), List.of("run"), said.containsKey("after") ? List.of("x") : List.of()),
        variables,
        artifacts(said),
        caches,
        said.containsKey("tag") ? new TreeSet<>(List.of(said.get("tag"))) : new TreeSet<>());
  }

  private static Flow flow(TreeMap<String, String> said) {
    When when =
        said.containsKey("manual")
            ? When.MANUAL
            : said.containsKey("delayed")
                ? When.DELAYED
                : said.containsKey("on_failure")
                    ? When.ON_FAILURE
                    : said.containsKey("always") ? When.ALWAYS : When.ON_SUCCESS;
    return new Flow(
        names(said, "needs").map(all -> all.stream().map(one -> new Need(one, true)).toList()),
        names(said, "deps"),
        when,
        Duration.ofSeconds(Long.parseLong(said.getOrDefault("delayed", "0"))),
        allow(said.get("allow")),
        retry(said.get("retry")),
        Duration.ofSeconds(Long.parseLong(said.getOrDefault("timeout", "3600"))),
        said.containsKey("interruptible"),
        said.getOrDefault("group", ""));
  }

  private static Optional<List<String>> names(TreeMap<String, String> said, String word) {
    return Optional.ofNullable(said.get(word))
        .map(all -> Arrays.stream(all.split(",")).filter(one -> !one.isEmpty()).toList());
  }

  private static Allow allow(String said) {
    return said == null
        ? Allow.NONE
        : said.isEmpty()
            ? Allow.ANY
            : new Allow(false, new TreeSet<>(List.of(Integer.parseInt(said))));
  }

  private static Retry retry(String said) {
    if (said == null) {
      return Retry.NEVER;
    }
    String[] parts = said.split(":");
    TreeSet<String> when = new TreeSet<>();
    TreeSet<Integer> exits = new TreeSet<>();
    for (String one : Arrays.asList(parts).subList(1, parts.length)) {
      if (one.matches("[0-9]+")) {
        exits.add(Integer.parseInt(one));
      } else {
        when.add(one);
      }
    }
    return new Retry(Integer.parseInt(parts[0]), when, exits);
  }

  private static Artifacts artifacts(TreeMap<String, String> said) {
    String when = said.getOrDefault("artifacts", "");
    return new Artifacts(
        "",
        said.containsKey("artifacts") ? List.of("out/") : List.of(),
        List.of(),
        when.equals("always")
            ? When.ALWAYS
            : when.equals("on_failure") ? When.ON_FAILURE : When.ON_SUCCESS,
        Optional.ofNullable(said.get("expire")).map(s -> Duration.ofSeconds(Long.parseLong(s))),
        said.containsKey("junit") ? List.of("r.xml") : List.of(),
        said.containsKey("dotenv") ? List.of("v.env") : List.of());
  }

  static Origin origin(String project, String ref, int version) {
    return new Origin(
        project,
        ref,
        false,
        "sha" + version,
        "",
        "a change",
        "push",
        "me",
        0,
        blob(1_000 + version));
  }

  static Blob blob(int number) {
    return new Blob("%064x".formatted(number), number);
  }
}
