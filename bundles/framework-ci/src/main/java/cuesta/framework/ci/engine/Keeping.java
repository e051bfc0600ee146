package cuesta.framework.ci.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.framework.Collected;
import cuesta.framework.kit.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** What jobs leave behind, and what they printed: asked for until it is had. */
final class Keeping {
  private Keeping() {}

  // ---- asking

  /** Asks for whatever of a job is not had yet, and not to be waited for. */
  static void ask(Turn turn, Key key, Job job) {
    if (job.status() == JobStatus.GATHERING && job.gathering().at().isEmpty()) {
      gather(turn, key, job);
    }
    log(turn, key, job.attempt(), job.log());
    job.before().forEach(earlier -> log(turn, key, earlier.attempt(), earlier.log()));
  }

  private static void gather(Turn turn, Key key, Job job) {
    TaskId task = job.launch().task();
    turn.emit(new CiEffect.Gather(key, job.attempt(), task, Due.of(job)));
  }

  private static void log(Turn turn, Key key, int attempt, Log log) {
    if (log.isWanted() && log.asked().at().isEmpty()) {
      turn.emit(new CiEffect.KeepLog(key, attempt, log.task().orElseThrow()));
    }
  }

  /** What was to be asked again at some time is asked now. */
  static void askAgain(Turn turn, Key key) {
    Job job = turn.job(key);
    if (Wakes.isDue(Wakes.gathers(job), turn.now())) {
      turn.keep(key.pipeline(), job.with(job.gathering().again()));
      gather(turn, key, job);
    }
    askAgain(turn, key, job.attempt());
    job.before().forEach(earlier -> askAgain(turn, key, earlier.attempt()));
  }

  private static void askAgain(Turn turn, Key key, int attempt) {
    Job job = turn.job(key);
    Log log = job.log(attempt);
    if (Wakes.isDue(Wakes.log(log), turn.now())) {
      Log next = log.with(log.asked().again());
      turn.keep(key.pipeline(), job.withLog(attempt, next));
      log(turn, key, attempt, next);
    }
  }

  /** What a job wrote will not be better the next time, nor less. */
  private static boolean mayPass(Reason why) {
    return !why.code().equals(Reasons.INVALID) && !why.code().equals(Reasons.COLLECT_REFUSED);
  }

  private static Optional<Instant> next(Turn turn, Asked asked) {
    return asked.tries() + 1 >= CiLimits.TRIES
        ? Optional.empty()
        : Optional.of(
            turn.now().plusNanos(CiLimits.WAITS.nanos(asked.tries(), turn.tick().random())));
  }

  // ---- answers

  static void kept(Turn turn, CiEvent.LogKept event) {
    Job job = turn.job(event.key());
    Log log = job == null ? Log.NONE : job.log(event.attempt());
    if (!log.isWanted()) {
      return;
    }
    Optional<Instant> again =
        event.failure().filter(Keeping::mayPass).flatMap(why -> next(turn, log.asked()));
    turn.keep(
        event.key().pipeline(),
        job.withLog(
            event.attempt(),
            again
                .map(at -> log.with(log.asked().failed(at)))
                .orElseGet(() -> log.over(event.log()))));
  }

  static void gathered(Turn turn, CiEvent.Gathered event) {
    Key key = event.key();
    Job job = turn.job(key);
    if (job == null || job.status() != JobStatus.GATHERING || job.attempt() != event.attempt()) {
      return;
    }
    Caches.keep(turn, turn.line(key.pipeline()).pipeline().origin().project(), event.parts());
    Optional<Reason> large = tooLarge(job, event.parts());
    Parts parts = large.isPresent() ? Parts.NOTHING : event.parts();
    Job now = job.with(left(job, parts, turn.now()));
    Optional<Instant> again =
        large.isPresent()
            ? Optional.empty()
            : event.failure().filter(Keeping::mayPass).flatMap(w -> next(turn, job.gathering()));
    if (again.isPresent()) {
      turn.keep(key.pipeline(), now.with(job.gathering().failed(again.get())));
      return;
    }
    Ending.finish(
        turn, key, large.or(event::failure).map(why -> without(now, parts, why)).orElse(now));
  }

  /** Something that was due cannot be had: that fails a job that went well, if others need it. */
  private static Job without(Job job, Parts parts, Reason why) {
    Due due = Due.of(job);
    Left left = job.left();
    boolean noArchive = due.archive() && parts.archive().isEmpty() && left.archive().isEmpty();
    boolean noDotenv = due.dotenv() && parts.dotenv().isEmpty() && left.dotenv().isEmpty();
    boolean fails = job.end().failure().isEmpty() && (noArchive || noDotenv);
    return job.with(
        fails
            ? End.failed(job.end().exit(), Failure.RUNNER_SYSTEM_FAILURE, Optional.of(why))
            : job.end().because(Optional.of(why)));
  }

  /** An earlier try may have had a part of it. */
  private static Left left(Job job, Parts parts, Instant now) {
    Left had = job.left();
    return new Left(
        parts.archive().flatMap(found -> archive(job, found, now)).or(had::archive),
        false,
        parts.dotenv().orElse(had.dotenv()),
        parts.tests().or(had::tests));
  }

  private static Optional<Archive> archive(Job job, Collected found, Instant now) {
    Duration asked = job.spec().artifacts().expireIn().orElse(CiLimits.EXPIRE);
    Duration term = asked.compareTo(CiLimits.NEVER) > 0 ? CiLimits.NEVER : asked;
    return found
        .blob()
        .map(blob -> new Archive(blob, found.files(), found.bytes(), now.plus(term)));
  }

  private static Optional<Reason> tooLarge(Job job, Parts parts) {
    SortedMap<String, String> variables = parts.dotenv().orElse(Collections.emptySortedMap());
    int bytes = 0;
    for (var one : variables.entrySet()) {
      bytes += Weight.of(one.getKey()) + Weight.of(one.getValue());
    }
    return variables.size() <= CiLimits.DOTENV && bytes <= CiLimits.DOTENV_BYTES
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                Reasons.INVALID,
                job.name(),
                "its dotenv report has "
                    + variables.size()
                    + " variables in "
                    + bytes
                    + " bytes; at most "
                    + CiLimits.DOTENV
                    + " in "
                    + CiLimits.DOTENV_BYTES,
                "put bulk into artifacts"));
  }
}
