package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.PipelineSpec;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Whether there is room for what is asked, and whether it makes sense. */
final class Bounds {
  private Bounds() {}

  static Optional<Reason> refusal(Turn turn, Pipeline pipeline, PipelineSpec spec) {
    return role(turn.state(), pipeline)
        .or(() -> shape(pipeline, spec))
        .or(() -> jobs(pipeline, spec))
        .or(() -> room(turn, pipeline, spec));
  }

  private static Optional<Reason> role(CiState state, Pipeline pipeline) {
    return state.roles().contains(pipeline.role())
        ? Optional.empty()
        : invalid(
            "role",
            "framework-ci has no role " + pipeline.role(),
            "it has " + state.roles() + "; others are configured with it");
  }

  private static Optional<Reason> shape(Pipeline pipeline, PipelineSpec spec) {
    int size = spec.jobs().size();
    if (size == 0 || size > CiLimits.JOBS) {
      return invalid(
          "jobs",
          "the pipeline has " + size + "; at least 1, at most " + CiLimits.JOBS,
          size == 0 ? "see which rules exclude them: cuesta ci explain" : "divide it into several");
    }
    if (Weights.of(pipeline) > CiLimits.PIPELINE_BYTES) {
      return invalid(
          "variables",
          "with its message and stages they take "
              + Weights.of(pipeline) / 1024
              + " KiB; at most "
              + CiLimits.PIPELINE_BYTES / 1024,
          "put bulk into files");
    }
    TreeSet<String> names = new TreeSet<>();
    for (JobSpec job : spec.jobs()) {
      if (!names.add(job.name())) {
        return invalid("jobs", "there are two named " + job.name(), "rename one");
      }
    }
    for (JobSpec job : spec.jobs()) {
      for (Need need : job.flow().needs().orElse(List.of())) {
        if (!names.contains(need.job())) {
          return invalid(
              "needs", "job " + job.name() + " needs " + need.job(), "there is no such job");
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Reason> jobs(Pipeline pipeline, PipelineSpec spec) {
    for (JobSpec job : spec.jobs()) {
      Optional<Reason> why =
          refusal(pipeline, Job.of(job, 0, 0, Times.of(pipeline.course().created())));
      if (why.isPresent()) {
        return why;
      }
    }
    return Optional.empty();
  }

  /** Of one job, with the variables that it is given. */
  static Optional<Reason> refusal(Pipeline pipeline, Job job) {
    int bytes = Weights.of(job);
    return bytes > CiLimits.JOB_BYTES
        ? invalid(
            job.name(),
            "the job takes " + bytes / 1024 + " KiB; at most " + CiLimits.JOB_BYTES / 1024,
            "put bulk into files")
        : Sizes.refusal(pipeline, job);
  }

  private static Optional<Reason> room(Turn turn, Pipeline pipeline, PipelineSpec spec) {
    int open = turn.state().index().totals().open();
    if (open >= CiLimits.OPEN) {
      return over(
          open + " pipelines are open; at most " + CiLimits.OPEN,
          "cancel some, those among them that wait for a manual job: cuesta ci list");
    }
    long bytes = Weights.of(pipeline);
    for (JobSpec job : spec.jobs()) {
      bytes += Weights.of(job);
    }
    if (bytes > CiLimits.LINE_BYTES) {
      return invalid(
          "jobs",
          "they take " + bytes / 1024 + " KiB together; at most " + CiLimits.LINE_BYTES / 1024,
          "put bulk into files");
    }
    Retention.makeRoom(turn, bytes);
    long all = turn.state().index().totals().bytes() + bytes;
    return all <= CiLimits.BYTES
        ? Optional.empty()
        : over(
            "all pipelines together would take "
                + all / 1024
                + " KiB; at most "
                + CiLimits.BYTES / 1024,
            "wait for the end of some, or cancel them");
  }

  private static Optional<Reason> invalid(String field, String detail, String hint) {
    return Optional.of(Reason.of(Reasons.INVALID, field, detail, hint));
  }

  private static Optional<Reason> over(String detail, String hint) {
    return Optional.of(Reason.of(Reasons.OVERLOADED, "pipelines", detail, hint));
  }
}
