package cuesta.framework.ci.engine;

import cuesta.framework.ci.spec.Need;
import cuesta.framework.ci.spec.When;
import cuesta.framework.kit.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * From what is to what should be: looked at after whatever happened to a pipeline, and when a
 * session begins. Nothing is remembered but the statuses of jobs.
 */
final class Settling {
  private Settling() {}

  /** All that something happened to, until nothing more follows from it. */
  static void all(Turn turn) {
    do {
      for (Long number = turn.nextTouched(); number != null; number = turn.nextTouched()) {
        settle(turn, number);
      }
    } while (Groups.settle(turn));
  }

  private static void settle(Turn turn, long number) {
    Line line = turn.line(number);
    if (line == null) {
      return;
    }
    if (line.pipeline().isCanceled()) {
      cancel(turn, line, CiLimits::grace);
    }
    while (advance(turn, number)) {
      // What one job became may decide what another one becomes, in any direction.
    }
    conclude(turn, number);
  }

  // ---- jobs that wait for others

  private static boolean advance(Turn turn, long number) {
    int earlier = Composite.NONE;
    int same = Composite.NONE;
    String stage = "";
    boolean moved = false;
    for (Job job : turn.line(number).jobs().values()) {
      if (!job.spec().stage().equals(stage)) {
        earlier |= same;
        same = Composite.NONE;
        stage = job.spec().stage();
      }
      if (job.status() == JobStatus.CREATED) {
        moved |= advance(turn, number, job, earlier);
      }
      same |= Composite.bit(turn.line(number).jobs().get(job.index()));
    }
    return moved;
  }

  private static boolean advance(Turn turn, long number, Job job, int earlier) {
    Optional<List<Need>> needs = job.flow().needs();
    PipelineStatus before =
        needs.isPresent()
            ? Composite.ofNeeds(kinds(turn.line(number), needs.get()))
            : Composite.of(earlier);
    if (!before.isOver()) {
      return false;
    }
    if (isFor(job, before)) {
      begin(turn, number, job);
    } else {
      turn.end(number, job, JobStatus.SKIPPED);
    }
    return true;
  }

  private static int kinds(Line line, Iterable<Need> needs) {
    int kinds = Composite.NONE;
    for (Need need : needs) {
      kinds |= line.job(need.job()).map(Composite::bit).orElse(Composite.NONE);
    }
    return kinds;
  }

  /** Whether a job is for the case that those before it stand so. */
  private static boolean isFor(Job job, PipelineStatus before) {
    boolean well =
        before == PipelineStatus.SUCCESS
            || before == PipelineStatus.SKIPPED && job.flow().needs().isEmpty();
    return switch (job.flow().when()) {
      case ON_SUCCESS, MANUAL, DELAYED -> well;
      case ON_FAILURE -> before == PipelineStatus.FAILED;
      case ALWAYS -> before != PipelineStatus.CANCELED;
    };
  }

  private static void begin(Turn turn, long number, Job job) {
    When when = job.flow().when();
    if (when == When.MANUAL) {
      turn.keep(number, job.with(JobStatus.MANUAL));
    } else if (when == When.DELAYED) {
      turn.keep(
          number,
          job.with(JobStatus.SCHEDULED)
              .with(job.times().delayed(turn.now().plus(job.flow().startIn()))));
    } else {
      enqueue(turn, number, job);
    }
  }

  /** A job is ready to run, as soon as its resource group is free. */
  static void enqueue(Turn turn, long number, Job job) {
    boolean free = job.flow().resourceGroup().isEmpty();
    JobStatus next = free ? JobStatus.PENDING : JobStatus.WAITING_FOR_RESOURCE;
    turn.keep(number, job.with(next).with(job.times().queued(turn.now())));
  }

  // ---- jobs that are to end

  /** How long a job may take to end. */
  @FunctionalInterface
  interface Grace {
    Duration of(Job job);
  }

  /** Whatever of a pipeline is not over is to end. */
  static void cancel(Turn turn, Line line, Grace grace) {
    for (Job job : line.jobs().values()) {
      cancel(turn, line.key(job), grace.of(job));
    }
  }

  /** A job is to end, if it is not over: at once if it was not launched yet. */
  static void cancel(Turn turn, Key key, Duration grace) {
    Job job = turn.job(key);
    if (job.status().isOver() || job.status() == JobStatus.GATHERING) {
      return;
    }
    if (job.status().isOut() && job.launch().isLive()) {
      boolean shorter = job.launch().kill().filter(old -> old.compareTo(grace) <= 0).isEmpty();
      if (shorter || !job.stop().isWanted()) {
        stop(turn, key, Stop.Kind.CANCELED, grace);
      }
      return;
    }
    turn.end(
        key.pipeline(),
        job.with(new Stop(Stop.Kind.CANCELED, Optional.of(turn.now()))),
        JobStatus.CANCELED);
  }

  /** A job that was launched is told to end. */
  static void stop(Turn turn, Key key, Stop.Kind why, Duration grace) {
    Job job = turn.job(key);
    Outcome<Key> outcome = turn.launches().kill(key, grace, turn.effects());
    Stop stop = job.stop().isWanted() ? job.stop() : new Stop(why, Optional.of(turn.now()));
    Job next = job.with(stop);
    turn.keep(
        key.pipeline(),
        outcome instanceof Outcome.Said<Key> said ? next.with(said.launch()) : next);
  }

  // ---- the pipeline

  /** Its status follows from those of its jobs. */
  private static void conclude(Turn turn, long number) {
    Line line = turn.line(number);
    int kinds = Composite.NONE;
    boolean runs = false;
    for (Job job : line.jobs().values()) {
      kinds |= Composite.bit(job);
      runs |= job.times().started().isPresent();
    }
    Pipeline pipeline = line.pipeline();
    Pipeline.Course next = pipeline.course().with(Composite.of(kinds), runs, turn.now());
    if (!next.equals(pipeline.course())) {
      turn.keep(pipeline.with(next));
      if (next.status().isOver()) {
        Retention.trim(turn, pipeline.origin().project());
      }
    }
  }
}
