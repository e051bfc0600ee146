package cuesta.testkit.guest;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.engine.SplitMix;
import cuesta.framework.ci.engine.CiEvent;
import cuesta.framework.ci.engine.Job;
import cuesta.framework.ci.engine.JobStatus;
import cuesta.framework.ci.engine.Line;
import cuesta.framework.ci.spec.PipelineSpec;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who wants one pipeline. Asks for it until told its number, then for one thing at a time, again
 * and again until told that it is done or refused; then what was asked for has to be durable.
 */
final class CiOwner {
  /** What is asked for. */
  private enum Ask {
    START,
    CANCEL,
    CANCEL_JOB,
    RETRY,
    RETRY_JOB,
    PLAY,
    DELETE
  }

  /** When: what owners want depends on it. */
  enum Time {
    /** Faults: all they may want. */
    STORM,
    /** No faults: what waits for somebody is played. */
    CALM,
    /** Some pipelines have to go. */
    END
  }

  private final int number;
  private final RoleId role;
  private final PipelineSpec spec;
  private Optional<Ask> asked = Optional.of(Ask.START);
  private String job = "";
  private long since;
  private long pipeline;
  private boolean gone;

  CiOwner(int number, RoleId role, SplitMix random) {
    this.number = number;
    this.role = role;
    spec = CiSpecs.spec(random);
  }

  String key() {
    return "k" + number;
  }

  /** The number of its pipeline; 0 as long as it does not know. */
  long pipeline() {
    return pipeline;
  }

  boolean isGone() {
    return gone;
  }

  /**
   * The owner's turn; what it asks for now, if anything, goes by a number. {@code line} is what is
   * durable of its pipeline, null if nothing.
   */
  Optional<CiEvent> act(Time time, Line line, SplitMix random, long call) {
    if (since == 0) {
      since = call;
    }
    if (asked.isEmpty() && line != null && !gone) {
      asked = wish(time, line, random);
      since = call;
    }
    return random.chance(0.3) ? asked.map(ask -> event(ask, random, call)) : Optional.empty();
  }

  private Optional<Ask> wish(Time time, Line line, SplitMix random) {
    boolean over = line.pipeline().status().isOver();
    Optional<Job> waits = first(line, JobStatus.MANUAL);
    job = waits.map(Job::name).orElse("");
    if (time == Time.END) {
      return over && number % 2 == 0 ? Optional.of(Ask.DELETE) : Optional.empty();
    }
    if (time == Time.CALM || waits.isPresent() && random.chance(0.1)) {
      return !over && waits.isPresent() ? Optional.of(Ask.PLAY) : Optional.empty();
    }
    if (over) {
      Optional<Job> failed = first(line, JobStatus.FAILED);
      boolean again = failed.isPresent() && random.chance(0.02);
      job = failed.map(Job::name).orElse("");
      return again ? Optional.of(random.chance(0.5) ? Ask.RETRY : Ask.RETRY_JOB) : Optional.empty();
    }
    return switch (random.below(200)) {
      case 0, 1 -> Optional.of(Ask.CANCEL);
      case 2, 3 -> {
        job = line.jobs().get(random.below(line.jobs().size())).name();
        yield Optional.of(Ask.CANCEL_JOB);
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Job> first(Line line, JobStatus status) {
    for (Job one : line.jobs().values()) {
      if (one.status() == status) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private CiEvent event(Ask ask, SplitMix random, long call) {
    return switch (ask) {
      case START ->
          new CiEvent.Start(
              key(),
              CiSpecs.origin(number),
              spec,
              new TreeMap<>(),
              new TreeMap<>(),
              role,
              number % 3 == 0,
              call);
      case CANCEL -> new CiEvent.Cancel(pipeline, random.chance(0.2), "sim", call);
      case CANCEL_JOB -> new CiEvent.CancelJob(pipeline, job, random.chance(0.2), call);
      case RETRY -> new CiEvent.RetryPipeline(pipeline, call);
      case RETRY_JOB -> new CiEvent.RetryJob(pipeline, job, new TreeMap<>(), call);
      case PLAY -> new CiEvent.Play(pipeline, job, new TreeMap<>(), call);
      case DELETE -> new CiEvent.Delete(pipeline, call);
    };
  }

  // ---- what it is told

  /** Told that it is done; {@code line} is what is durable of that pipeline, null if nothing. */
  void done(long call, long told, Line line) {
    if (asked.isEmpty() || call < since) {
      return; // it asked twice, and is answered twice
    }
    Ask ask = asked.get();
    Violation.unless(
        pipeline == 0 || pipeline == told,
        "ci: %s became pipeline %s and %s",
        key(),
        pipeline,
        told);
    Violation.unless(
        isDone(ask, line), "ci: the owner of %s was told of %s before it was durable", told, ask);
    pipeline = told;
    over(ask);
  }

  private boolean isDone(Ask ask, Line line) {
    if (ask == Ask.DELETE || line == null) {
      return ask == Ask.DELETE && line == null;
    }
    return switch (ask) {
      case START -> line.pipeline().key().equals(key()) && line.jobs().size() == spec.jobs().size();
      case CANCEL -> !line.pipeline().course().canceled().isEmpty();
      case PLAY -> line.job(job).orElseThrow().status() != JobStatus.MANUAL;
      case RETRY_JOB -> line.job(job).orElseThrow().attempt() > 1;
      case CANCEL_JOB, RETRY, DELETE -> true;
    };
  }

  private void over(Ask ask) {
    asked = Optional.empty();
    gone |= ask == Ask.DELETE;
  }

  /**
   * Told that it was not done. A former leader may have said so, which knows less: whatever is
   * durable counts.
   */
  void refused(long call, Reason why, Line line) {
    if (asked.isEmpty() || call < since) {
      return;
    }
    Ask ask = asked.get();
    boolean settled =
        switch (why.code()) {
          case Reasons.UNKNOWN -> ask == Ask.DELETE && line == null;
          case "JOB_STATE", "PIPELINE_OVER", "PIPELINE_OPEN" -> ask != Ask.START;
          default -> throw new Violation("ci: the owner of " + key() + " was refused: " + why);
        };
    if (settled) {
      asked = Optional.empty();
      gone |= ask == Ask.DELETE && line == null;
    }
  }

  Optional<String> unsettled() {
    return asked.map(ask -> "ci: the owner of " + key() + " was never answered: " + ask);
  }
}
