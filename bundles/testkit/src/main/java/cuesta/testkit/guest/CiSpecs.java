package cuesta.testkit.guest;

import cuesta.api.blob.Blob;
import cuesta.engine.SplitMix;
import cuesta.framework.ci.engine.Origin;
import cuesta.framework.ci.spec.Allow;
import cuesta.framework.ci.spec.Artifacts;
import cuesta.framework.ci.spec.Flow;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.PipelineSpec;
import cuesta.framework.ci.spec.Retry;
import cuesta.framework.ci.spec.Script;
import cuesta.framework.ci.spec.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Pipelines as their owners think them up: some stages, some needs, all that jobs may be. */
final class CiSpecs {
  private static final int JOBS = 7;

  private CiSpecs() {}

  static Origin origin(int owner) {
    Blob tree = new Blob("%064x".formatted(1_000_000 + owner), owner);
    return new Origin("p" + owner % 2, "main", false, "s" + owner, "", "m", "push", "sim", 0, tree);
  }

  static PipelineSpec spec(SplitMix random) {
    List<JobSpec> jobs = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    int count = 1 + random.below(JOBS);
    int stage = 0;
    for (int i = 0; i < count; i++) {
      stage += random.below(3) == 0 ? 1 : 0;
      if (!stages.contains("s" + stage)) {
        stages.add("s" + stage);
      }
      jobs.add(job("j" + i, "s" + stage, jobs, random));
    }
    return new PipelineSpec("", stages, jobs);
  }

  private static JobSpec job(String name, String stage, List<JobSpec> before, SplitMix random) {
    return new JobSpec(
        name,
        stage,
        new Flow(
            needs(before, random),
            Optional.empty(),
            when(random),
            Duration.ofSeconds(random.below(20)),
            random.chance(0.2) ? Allow.ANY : Allow.NONE,
            new Retry(random.below(3), new TreeSet<>(), new TreeSet<>()),
            Duration.ofSeconds(random.chance(0.8) ? 600 : 10),
            random.chance(0.5),
            random.chance(0.2) ? "g" : ""),
        new Script(List.of(), List.of("job"), List.of()),
        new TreeMap<>(),
        artifacts(random),
        List.of(),
        new TreeSet<>());
  }

  private static Optional<List<Need>> needs(List<JobSpec> before, SplitMix random) {
    if (random.chance(0.6)) {
      return Optional.empty();
    }
    List<Need> needs = new ArrayList<>();
    for (JobSpec other : before) {
      if (random.chance(0.4)) {
        needs.add(new Need(other.name(), true));
      }
    }
    return Optional.of(needs);
  }

  private static When when(SplitMix random) {
    return switch (random.below(12)) {
      case 0 -> When.ON_FAILURE;
      case 1 -> When.ALWAYS;
      case 2 -> When.MANUAL;
      case 3 -> When.DELAYED;
      default -> When.ON_SUCCESS;
    };
  }

  private static Artifacts artifacts(SplitMix random) {
    boolean some = random.chance(0.4);
    return new Artifacts(
        "",
        some ? List.of("out") : List.of(),
        List.of(),
        random.chance(0.5) ? When.ALWAYS : When.ON_SUCCESS,
        Optional.empty(),
        List.of(),
        random.chance(0.2) ? List.of("env") : List.of());
  }
}
