package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.framework.ci.spec.Value;
import java.util.Optional;
import java.util.SortedMap;

/** Jobs that run because somebody says so; what was skipped is judged anew then. */
final class Retrying {
  private Retrying() {}

  static void pipeline(Turn turn, CiEvent.RetryPipeline event) {
    Line line = Requests.known(turn, event.pipeline(), event.call());
    if (line == null) {
      return;
    }
    boolean any = false;
    for (Job job : line.jobs().values()) {
      any |= isRetried(job);
    }
    if (!any) {
      turn.refuse(
          event.call(),
          Reason.of(
              "JOB_STATE",
              Long.toString(event.pipeline()),
              "none of its jobs has failed or was canceled",
              "retry one by its name: cuesta ci retry " + event.pipeline() + " --job NAME"));
      return;
    }
    opens(turn, line);
    for (Job job : line.jobs().values()) {
      if (isRetried(job)) {
        Key key = line.key(job);
        turn.keep(event.pipeline(), Ending.again(turn, key, job, job.status()));
      }
    }
    turn.done(event.call(), event.pipeline());
  }

  private static boolean isRetried(Job job) {
    return job.status() == JobStatus.FAILED || job.status() == JobStatus.CANCELED;
  }

  static void job(Turn turn, CiEvent.RetryJob event) {
    Job job = Requests.known(turn, event.pipeline(), event.job(), event.call());
    if (job == null) {
      return;
    }
    if (!job.status().isOver() || job.status() == JobStatus.SKIPPED) {
      turn.refuse(
          event.call(), Requests.state(job, "only what ran or was canceled can be retried"));
      return;
    }
    Line line = turn.line(event.pipeline());
    if (refused(turn, line, job.with(event.given()), event.call())) {
      return;
    }
    opens(turn, line);
    Job next = Ending.again(turn, line.key(job), job, job.status());
    Settling.enqueue(turn, event.pipeline(), given(next, event.given()));
    turn.done(event.call(), event.pipeline());
  }

  static void play(Turn turn, CiEvent.Play event) {
    Job job = Requests.known(turn, event.pipeline(), event.job(), event.call());
    if (job == null) {
      return;
    }
    if (job.status() != JobStatus.MANUAL && job.status() != JobStatus.SCHEDULED) {
      turn.refuse(
          event.call(), Requests.state(job, "only what is manual or delayed can be played"));
      return;
    }
    Line line = turn.line(event.pipeline());
    if (refused(turn, line, job.with(event.given()), event.call())) {
      return;
    }
    opens(turn, line);
    Settling.enqueue(turn, event.pipeline(), given(job, event.given()));
    turn.done(event.call(), event.pipeline());
  }

  /** Variables of an earlier attempt stay if there are no others. */
  private static Job given(Job job, SortedMap<String, Value> variables) {
    return variables.isEmpty() ? job : job.with(variables);
  }

  private static boolean refused(Turn turn, Line line, Job job, long call) {
    Optional<Reason> why = Bounds.refusal(line.pipeline(), job);
    why.ifPresent(reason -> turn.refuse(call, reason));
    return why.isPresent();
  }

  /** The pipeline goes on: nobody has canceled it, and what was skipped may not be. */
  private static void opens(Turn turn, Line line) {
    Pipeline pipeline = line.pipeline();
    turn.keep(pipeline.with(pipeline.course().canceled("")));
    for (Job job : line.jobs().values()) {
      if (job.status() == JobStatus.SKIPPED) {
        turn.keep(line.number(), job.reset());
      }
    }
  }
}
