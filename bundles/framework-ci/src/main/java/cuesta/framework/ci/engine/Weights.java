package cuesta.framework.ci.engine;

import cuesta.api.blob.Blob;
import cuesta.framework.ci.spec.Cache;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.kit.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What pipelines and jobs take in the store, and among the blobs. */
final class Weights {
  /** Numbers, times, a launch and its reason. */
  private static final int FIELDS = 2_048;

  private static final int ATTEMPT = 1_024;

  private Weights() {}

  /** Bytes, at most. */
  static int of(Pipeline pipeline) {
    Origin origin = pipeline.origin();
    return FIELDS
        + Weight.of(
            List.of(
                pipeline.key(),
                pipeline.name(),
                origin.project(),
                origin.ref(),
                origin.message(),
                origin.who(),
                pipeline.course().canceled()))
        + Weight.of(pipeline.stages())
        + variables(pipeline.given())
        + variables(pipeline.predefined());
  }

  /** Bytes, at most; 0 for null. */
  static int of(Job job) {
    if (job == null) {
      return 0;
    }
    int bytes = of(job.spec()) + variables(job.given()) + ATTEMPT * job.before().size();
    for (var variable : job.left().dotenv().entrySet()) {
      bytes += 8 + Weight.of(variable.getKey()) + Weight.of(variable.getValue());
    }
    if (job.left().tests().isPresent()) {
      for (Tests.Failing one : job.left().tests().get().failing()) {
        bytes += 16 + Weight.of(one.name()) + Weight.of(one.message());
      }
    }
    return bytes;
  }

  static int of(JobSpec spec) {
    int bytes =
        FIELDS
            + Weight.of(List.of(spec.name(), spec.stage(), spec.flow().resourceGroup()))
            + Weight.of(spec.script().before())
            + Weight.of(spec.script().main())
            + Weight.of(spec.script().after())
            + Weight.of(spec.tags())
            + Weight.of(spec.artifacts().name())
            + Weight.of(spec.artifacts().paths())
            + Weight.of(spec.artifacts().exclude())
            + Weight.of(spec.artifacts().junit())
            + Weight.of(spec.artifacts().dotenv())
            + Weight.of(spec.flow().dependencies().orElse(List.of()))
            + variables(spec.variables());
    for (Need need : spec.flow().needs().orElse(List.of())) {
      bytes += 16 + Weight.of(need.job());
    }
    for (Cache cache : spec.caches()) {
      bytes += 64 + Weight.of(cache.key()) + Weight.of(cache.paths()) + Weight.of(cache.fallback());
    }
    return bytes;
  }

  static int variables(SortedMap<String, Value> variables) {
    int bytes = 0;
    for (var variable : variables.entrySet()) {
      bytes += 16 + Weight.of(variable.getKey()) + Weight.of(variable.getValue().text());
    }
    return bytes;
  }

  /** The blobs that a job needs to be kept; none for null. */
  static List<Blob> blobs(Job job) {
    List<Blob> blobs = new ArrayList<>();
    if (job != null) {
      job.left().archive().ifPresent(archive -> blobs.add(archive.blob()));
      job.log().blob().ifPresent(blobs::add);
      job.before().forEach(earlier -> earlier.log().blob().ifPresent(blobs::add));
    }
    return blobs;
  }
}
