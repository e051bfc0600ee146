package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.framework.ci.spec.Retry;
import cuesta.framework.kit.Launch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Tasks of jobs that end, and what follows: another attempt, gathering, or the job's end. */
final class Ending {
  /** What agents say when it was not the script's fault. */
  private static final List<String> NOT_THE_SCRIPT =
      List.of(
          Reasons.MEMORY_LIMIT,
          Reasons.FETCH_FAILED,
          Reasons.LAUNCH_FAILED,
          Reasons.SUPERVISOR_LOST,
          Reasons.USER_UNKNOWN,
          Reasons.ROOT_REFUSED);

  private Ending() {}

  /** The task has ended, or never will have run. */
  static void ended(Turn turn, Key key, Launch last, OptionalInt exit) {
    Job job = turn.job(key);
    OptionalInt known = exit.isPresent() && exit.getAsInt() >= 0 ? exit : OptionalInt.empty();
    boolean ran = last.started().isPresent() || known.isPresent();
    Job over = started(turn, key, job, ran).with(last).with(end(job, last, known)).with(log(last));
    over = over.with(over.times().over(turn.now()));
    if (over.log().isWanted()) {
      turn.emit(new CiEffect.KeepLog(key, over.attempt(), last.task()));
    }
    proceed(turn, key, over);
  }

  private static Log log(Launch last) {
    return last.at().flatMap(Launch.At::container).isPresent() ? Log.wanted(last.task()) : Log.NONE;
  }

  /**
   * It was seen to run, or to have run. By our own clock: that of an agent may be wrong by hours,
   * and timeouts count from here.
   */
  static Job started(Turn turn, Key key, Job job, boolean runs) {
    boolean isNew = runs && job.times().started().isEmpty();
    return isNew
        ? job.with(job.times().started(turn.now()))
            .with(new Steps(turn.steps(key.pipeline()) + 1, 0))
        : job;
  }

  private static End end(Job job, Launch last, OptionalInt exit) {
    return switch (job.stop().kind()) {
      case CANCELED -> new End(exit, Optional.empty(), last.why());
      case TIMEOUT -> End.failed(exit, Failure.JOB_EXECUTION_TIMEOUT, Optional.of(late(job)));
      case NO -> {
        boolean well = exit.equals(OptionalInt.of(0)) && last.state() == TaskState.FINISHED;
        yield well ? End.of(exit) : End.failed(exit, kind(last, exit), last.why());
      }
    };
  }

  private static Failure kind(Launch last, OptionalInt exit) {
    boolean outside =
        exit.isEmpty()
            || last.state() == TaskState.KILLED
            || last.why().map(Reason::code).filter(NOT_THE_SCRIPT::contains).isPresent();
    return outside ? Failure.RUNNER_SYSTEM_FAILURE : Failure.SCRIPT_FAILURE;
  }

  private static Reason late(Job job) {
    return Reason.of(
        "JOB_TIMEOUT",
        job.name(),
        "it took longer than " + job.flow().timeout().toSeconds() + " s",
        "give it a longer timeout, or let it do less");
  }

  /** The agent cannot be reached, and enough was waited for it. */
  static void stuck(Turn turn, Key key) {
    Job job = turn.job(key);
    Reason why =
        Reason.of(
            Reasons.AGENT_UNREACHABLE,
            job.name(),
            "it was to end, and its agent has been silent since",
            "if the agent returns, what still runs there is killed");
    Job over = job.with(log(job.launch())).with(job.times().over(turn.now()));
    if (over.log().isWanted()) {
      turn.emit(new CiEffect.KeepLog(key, over.attempt(), job.launch().task()));
    }
    OptionalInt none = OptionalInt.empty();
    boolean canceled = job.stop().kind() == Stop.Kind.CANCELED;
    finish(
        turn,
        key,
        over.with(
            canceled
                ? new End(none, Optional.empty(), Optional.of(why))
                : End.failed(none, Failure.STUCK_OR_TIMEOUT_FAILURE, Optional.of(why))));
  }

  private static void proceed(Turn turn, Key key, Job over) {
    Due due = Due.of(over);
    if (due.isNothing() || isRetried(turn, key, over)) {
      finish(turn, key, over);
      return;
    }
    turn.keep(key.pipeline(), over.with(JobStatus.GATHERING).with(Asked.FIRST));
    turn.emit(new CiEffect.Gather(key, over.attempt(), over.launch().task(), due));
  }

  /** All that was due is had: another attempt follows, or the job ends with this one. */
  static void finish(Turn turn, Key key, Job over) {
    JobStatus status =
        over.stop().kind() == Stop.Kind.CANCELED
            ? JobStatus.CANCELED
            : over.end().failure().isPresent() ? JobStatus.FAILED : JobStatus.SUCCESS;
    if (isRetried(turn, key, over)) {
      Settling.enqueue(turn, key.pipeline(), again(turn, key, over, status));
    } else {
      turn.end(key.pipeline(), over, status);
    }
  }

  /** Another attempt of a job; its status is for the caller to decide. */
  static Job again(Turn turn, Key key, Job over, JobStatus was) {
    Job ended = over.times().ended().isPresent() ? over : over.with(over.times().ended(turn.now()));
    turn.count(key.pipeline());
    return ended.again(turn.number(), was, over.given(), Times.of(turn.now()));
  }

  /** Whether it failed in a way after which it is to be run again by itself. */
  private static boolean isRetried(Turn turn, Key key, Job over) {
    Retry retry = over.flow().retry();
    Optional<Failure> failure = over.end().failure();
    if (failure.isEmpty()
        || over.stop().kind() == Stop.Kind.CANCELED
        || turn.line(key.pipeline()).pipeline().isCanceled()
        || over.attempt() > retry.most()) {
      return false;
    }
    OptionalInt exit = over.end().exit();
    boolean byExit = exit.isPresent() && retry.exits().contains(exit.getAsInt());
    boolean byKind =
        retry.when().isEmpty()
            ? retry.exits().isEmpty()
            : retry.when().contains("always") || retry.when().contains(failure.get().text());
    return byExit || byKind;
  }
}
