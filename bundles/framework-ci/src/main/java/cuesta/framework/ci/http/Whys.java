package cuesta.framework.ci.http;

import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.cluster.ClusterView;
import cuesta.framework.ci.engine.CiEngine;
import cuesta.framework.ci.engine.CiState;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.JobStatus;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.spec.Need;
import cuesta.framework.kit.WhyWaiting;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Why a job is not over, or ended as it did. */
public record Whys(CiState state, ClusterView view, CiEngine engine) {
  /**
   * Of a job by its task.
   *
   * @param task the task
   * @return reasons, the most telling first; empty if no job has it
   */
  public List<Reason> of(TaskId task) {
    for (Line line : state.lines().values()) {
      for (Job job : line.jobs().values()) {
        if (job.launch().task().equals(task)) {
          return of(line, job);
        }
      }
    }
    return List.of();
  }

  List<Reason> of(Line line, Job job) {
    List<Reason> reasons = new ArrayList<>();
    switch (job.status()) {
      case CREATED -> reasons.add(awaited(line, job));
      case WAITING_FOR_RESOURCE ->
          reasons.add(
              Reason.of(
                  Codes.RESOURCE_GROUP_TAKEN,
                  job.name(),
                  "another job of resource group " + job.spec().flow().resourceGroup() + " runs",
                  ""));
      case PENDING -> reasons.addAll(pending(line, job));
      case MANUAL ->
          reasons.add(
              Reason.of(
                  Codes.PLAY_AWAITED,
                  job.name(),
                  "it waits for somebody to say so",
                  "say so: cuesta ci play " + line.number() + " '" + job.name() + "'"));
      case SCHEDULED ->
          job.times()
              .until()
              .ifPresent(
                  until ->
                      reasons.add(
                          Reason.of(
                              Codes.DELAYED,
                              job.name(),
                              "it waits until " + until.truncatedTo(ChronoUnit.SECONDS),
                              "now: cuesta ci play " + line.number() + " '" + job.name() + "'")));
      default -> {}
    }
    job.end().why().ifPresent(reasons::add);
    return reasons;
  }

  private List<Reason> pending(Line line, Job job) {
    return job.launch().waits()
        ? WhyWaiting.reasons(job.launch(), engine.wish(state, line.key(job)), view)
        : List.of();
  }

  private static Reason awaited(Line line, Job job) {
    List<String> open = new ArrayList<>();
    for (Job other : line.jobs().values()) {
      boolean before =
          job.spec().flow().needs().isPresent()
              ? needs(job, other.name())
              : line.pipeline().stages().indexOf(other.spec().stage())
                  < line.pipeline().stages().indexOf(job.spec().stage());
      if (before && !other.status().isOver()) {
        open.add(other.name() + (other.status() == JobStatus.MANUAL ? " (manual)" : ""));
      }
    }
    String some = String.join(", ", open.subList(0, Math.min(3, open.size())));
    String more = open.size() > 3 ? " and " + (open.size() - 3) + " more" : "";
    return Reason.of(Codes.JOBS_AWAITED, job.name(), "it waits for " + some + more, "");
  }

  private static boolean needs(Job job, String name) {
    return job.spec().flow().needs().orElseThrow().stream().map(Need::job).anyMatch(name::equals);
  }
}
