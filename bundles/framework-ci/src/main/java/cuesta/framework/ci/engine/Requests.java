package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.framework.ci.spec.JobSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * What people ask for. Whatever is said to be done is written, even if it was so already: only a
 * write tells that no other leader has come since, which may know better.
 */
final class Requests {
  private Requests() {}

  static void handle(Turn turn, CiEvent event) {
    switch (event) {
      case CiEvent.Start e -> start(turn, e);
      case CiEvent.Cancel e -> cancel(turn, e);
      case CiEvent.CancelJob e -> cancel(turn, e);
      case CiEvent.RetryPipeline e -> Retrying.pipeline(turn, e);
      case CiEvent.RetryJob e -> Retrying.job(turn, e);
      case CiEvent.Play e -> Retrying.play(turn, e);
      case CiEvent.Unschedule e -> unschedule(turn, e);
      case CiEvent.Delete e -> delete(turn, e);
      default -> throw new IllegalArgumentException("not a request: " + event);
    }
  }

  private static void start(Turn turn, CiEvent.Start start) {
    Long known = start.key().isEmpty() ? null : turn.state().index().asked().get(start.key());
    if (known != null) {
      turn.keep(turn.line(known).pipeline());
      turn.done(start.call(), known);
      return;
    }
    Counts counts = turn.state().counts();
    Pipeline pipeline = pipeline(start, counts.pipelines() + 1, turn);
    Optional<Reason> refusal = Bounds.refusal(turn, pipeline, start.spec());
    if (refusal.isPresent()) {
      turn.refuse(start.call(), refusal.get());
      return;
    }
    turn.record(
        new CiChange.Counted(new Counts(pipeline.number(), counts.jobs() + pipeline.size())));
    turn.keep(pipeline);
    int index = 0;
    for (JobSpec spec : start.spec().jobs()) {
      long number = counts.jobs() + 1 + index;
      turn.keep(pipeline.number(), Job.of(spec, index++, number, Times.of(turn.now())));
    }
    if (start.autoCancel()) {
      redundant(turn, pipeline);
    }
    turn.done(start.call(), pipeline.number());
  }

  private static Pipeline pipeline(CiEvent.Start start, long number, Turn turn) {
    return new Pipeline(
        number,
        start.key(),
        start.origin(),
        start.spec().name(),
        start.spec().stages(),
        start.spec().jobs().size(),
        start.given(),
        start.predefined(),
        start.role(),
        start.autoCancel(),
        Pipeline.Course.of(turn.now()));
  }

  /**
   * Older pipelines of the branch have become redundant, unless one of their jobs has begun that
   * may not be interrupted.
   */
  private static void redundant(Turn turn, Pipeline newest) {
    Origin origin = newest.origin();
    for (long number : turn.state().index().projects().get(origin.project()).keys()) {
      Line line = turn.line(number);
      Pipeline other = line.pipeline();
      if (number < newest.number()
          && other.autoCancel()
          && !other.status().isOver()
          && other.origin().sameBranch(origin)
          && !other.origin().sameFiles(origin)
          && isInterruptible(line)) {
        turn.keep(other.with(other.course().canceled("pipeline " + newest.number())));
      }
    }
  }

  private static boolean isInterruptible(Line line) {
    for (Job job : line.jobs().values()) {
      boolean began =
          job.times().started().isPresent()
              || job.before().stream().anyMatch(one -> one.times().started().isPresent());
      if (began && !job.flow().interruptible()) {
        return false;
      }
    }
    return true;
  }

  private static void cancel(Turn turn, CiEvent.Cancel event) {
    Line line = known(turn, event.pipeline(), event.call());
    if (line == null) {
      return;
    }
    Pipeline pipeline = line.pipeline();
    if (pipeline.status().isOver() && !pipeline.isCanceled()) {
      turn.refuse(
          event.call(),
          Reason.of(
              "PIPELINE_OVER",
              Long.toString(pipeline.number()),
              "it is over: " + pipeline.status().text(),
              "there is nothing to cancel"));
      return;
    }
    String who = event.who().isEmpty() ? "somebody" : event.who();
    turn.keep(pipeline.isCanceled() ? pipeline : pipeline.with(pipeline.course().canceled(who)));
    if (event.force()) {
      Settling.cancel(turn, line, job -> Duration.ZERO);
    }
    turn.done(event.call(), pipeline.number());
  }

  private static void cancel(Turn turn, CiEvent.CancelJob event) {
    Job job = known(turn, event.pipeline(), event.job(), event.call());
    if (job == null) {
      return;
    }
    boolean canceled =
        job.status() == JobStatus.CANCELED || job.stop().kind() == Stop.Kind.CANCELED;
    if (!canceled && (job.status().isOver() || job.status() == JobStatus.GATHERING)) {
      turn.refuse(event.call(), state(job, "only what is not over can be canceled"));
      return;
    }
    turn.keep(event.pipeline(), job);
    Duration grace = event.force() ? Duration.ZERO : CiLimits.grace(job);
    Settling.cancel(turn, new Key(event.pipeline(), job.index()), grace);
    turn.done(event.call(), event.pipeline());
  }

  private static void unschedule(Turn turn, CiEvent.Unschedule event) {
    Job job = known(turn, event.pipeline(), event.job(), event.call());
    if (job == null) {
      return;
    }
    if (job.status() != JobStatus.SCHEDULED && job.status() != JobStatus.MANUAL) {
      turn.refuse(event.call(), state(job, "only what waits for its time can be unscheduled"));
      return;
    }
    turn.keep(event.pipeline(), job.with(JobStatus.MANUAL).with(job.times().undelayed()));
    turn.done(event.call(), event.pipeline());
  }

  private static void delete(Turn turn, CiEvent.Delete event) {
    Line line = known(turn, event.pipeline(), event.call());
    if (line == null) {
      return;
    }
    if (!line.pipeline().status().isOver()) {
      turn.refuse(
          event.call(),
          Reason.of(
              "PIPELINE_OPEN",
              Long.toString(event.pipeline()),
              "it is not over: " + line.pipeline().status().text(),
              "cancel it first: cuesta ci cancel " + event.pipeline()));
      return;
    }
    Retention.forget(turn, event.pipeline());
    turn.done(event.call(), event.pipeline());
  }

  // ---- what there is

  static Line known(Turn turn, long number, long call) {
    Line line = turn.line(number);
    if (line == null) {
      turn.refuse(
          call,
          Reason.of(
              Reasons.UNKNOWN,
              Long.toString(number),
              "there is no such pipeline",
              "list them: cuesta ci list"));
    }
    return line;
  }

  static Job known(Turn turn, long number, String name, long call) {
    Line line = known(turn, number, call);
    Optional<Job> job = line == null ? Optional.empty() : line.job(name);
    if (line != null && job.isEmpty()) {
      turn.refuse(
          call,
          Reason.of(
              Reasons.UNKNOWN,
              name,
              "pipeline " + number + " has no such job",
              "see its jobs: cuesta ci show " + number));
    }
    return job.orElse(null);
  }

  static Reason state(Job job, String hint) {
    return Reason.of("JOB_STATE", job.name(), "it is " + job.status().text(), hint);
  }
}
