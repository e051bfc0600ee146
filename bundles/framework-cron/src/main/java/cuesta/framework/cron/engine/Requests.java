package cuesta.framework.cron.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.time.Instant;
import java.util.Optional;

/**
 * What people ask for. What was due before they asked is decided first, by the old rules. Whatever
 * is said to be done is written, even if it was so already: only a write tells that no other leader
 * has come since, which may know better.
 */
final class Requests {
  private Requests() {}

  static void handle(Turn turn, CronEvent event) {
    switch (event) {
      case CronEvent.Put e -> put(turn, e);
      case CronEvent.Pause e -> pause(turn, e);
      case CronEvent.Resume e -> resume(turn, e);
      case CronEvent.RunNow e -> run(turn, e);
      case CronEvent.Delete e -> delete(turn, e);
      default -> throw new IllegalArgumentException("not a request: " + event);
    }
    turn.appetite();
  }

  private static void put(Turn turn, CronEvent.Put put) {
    Spec spec = put.spec();
    Row row = turn.row(spec.name());
    Optional<Reason> refusal = refusal(turn.state(), row, put);
    if (refusal.isPresent()) {
      turn.refuse(put.call(), refusal.get());
      return;
    }
    Instant second = Instant.ofEpochSecond(turn.now().getEpochSecond());
    if (row == null) {
      String tag = Long.toString(turn.tick().random().next() >>> 44, Character.MAX_RADIX);
      Job job = new Job(spec, tag, second, turn.now(), 1);
      turn.record(new CronChange.JobKept(job));
      turn.keep(spec.name(), Progress.from(second));
    } else {
      Ticks.decide(turn, spec.name());
      replace(turn, turn.row(spec.name()), spec, second);
    }
    turn.done(put.call(), spec.name(), 0);
  }

  private static void replace(Turn turn, Row row, Spec spec, Instant second) {
    Job old = row.job();
    boolean other =
        !old.spec().schedule().equals(spec.schedule()) || !old.spec().zone().equals(spec.zone());
    if (other) {
      // First, so that no instant of the new schedule from before now is ever taken for due.
      if (row.progress().paused().isPresent()) {
        turn.keep(row.name(), Ticks.paused(row, turn.now()));
      }
      turn.keep(row.name(), turn.row(row.name()).progress().at(second));
    }
    Instant anchor = other ? turn.row(row.name()).progress().cursor() : old.anchor();
    turn.record(
        new CronChange.JobKept(
            new Job(spec, old.tag(), anchor, old.created(), old.revision() + 1)));
    turn.emit(new CronEffect.Durable(row.name()));
  }

  private static Optional<Reason> refusal(CronState state, Row row, CronEvent.Put put) {
    Spec spec = put.spec();
    if (row != null && row.progress().deleted()) {
      return Optional.of(going(spec.name()));
    }
    if (row != null && put.mode() == CronEvent.Mode.ADD) {
      return Optional.of(
          Reason.of(
              "JOB_EXISTS",
              spec.name(),
              "there is a job of that name",
              "replace it with --replace, or choose another name"));
    }
    if (row == null && state.rows().size() >= CronLimits.JOBS) {
      return Optional.of(
          Reason.of(
              Reasons.OVERLOADED,
              spec.name(),
              "there are " + CronLimits.JOBS + " jobs, and no more are kept",
              "delete some"));
    }
    long bytes =
        state.totals().specBytes() + spec.weight() - (row == null ? 0 : row.job().spec().weight());
    return bytes <= CronLimits.SPECS_BYTES
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                Reasons.OVERLOADED,
                spec.name(),
                "all jobs together would take "
                    + bytes / 1024
                    + " KiB; at most "
                    + CronLimits.SPECS_BYTES / 1024,
                "delete some, or put bulk into files"));
  }

  private static void pause(Turn turn, CronEvent.Pause event) {
    Row row = known(turn, event.name(), event.call());
    if (row == null) {
      return;
    }
    Progress progress = row.progress();
    if (progress.paused().isEmpty()) {
      Ticks.decide(turn, event.name());
      progress = turn.row(event.name()).progress().paused(Optional.of(turn.now()));
    }
    turn.keep(event.name(), progress);
    turn.done(event.call(), event.name(), 0);
  }

  private static void resume(Turn turn, CronEvent.Resume event) {
    Row row = known(turn, event.name(), event.call());
    if (row == null) {
      return;
    }
    Progress progress = row.progress();
    if (progress.paused().isPresent()) {
      progress = Ticks.paused(row, turn.now()).paused(Optional.empty());
    }
    turn.keep(event.name(), progress);
    turn.done(event.call(), event.name(), 0);
  }

  private static void run(Turn turn, CronEvent.RunNow event) {
    if (known(turn, event.name(), event.call()) == null) {
      return;
    }
    Ticks.decide(turn, event.name());
    Row row = turn.row(event.name());
    Optional<Reason> refusal = refusal(turn.state(), row);
    if (refusal.isPresent()) {
      turn.refuse(event.call(), refusal.get());
      return;
    }
    Instant second = Instant.ofEpochSecond(turn.now().getEpochSecond());
    Run run = Run.begun(row.job(), row.progress().runs() + 1, second, true, turn.now());
    turn.keep(row.name(), row.progress().with(run));
    turn.done(event.call(), row.name(), run.number());
  }

  private static Optional<Reason> refusal(CronState state, Row row) {
    int open = row.progress().open().size();
    if (open > 0 && row.job().spec().overlap() == Spec.Overlap.FORBID) {
      String first = row.progress().open().get(row.progress().open().firstKey()).id(row.name());
      return Optional.of(
          open(row, first + " is open", "wait for its end, or add the job with --overlap allow"));
    }
    if (open >= CronLimits.OPEN) {
      return Optional.of(open(row, open + " runs of it are open", "wait for the end of some"));
    }
    return state.totals().open() < CronLimits.ALL_OPEN
        ? Optional.empty()
        : Optional.of(
            open(row, CronLimits.ALL_OPEN + " runs are open", "wait for the end of some"));
  }

  private static Reason open(Row row, String detail, String hint) {
    return Reason.of("RUN_OPEN", row.name(), detail, hint);
  }

  private static void delete(Turn turn, CronEvent.Delete event) {
    Row row = turn.row(event.name());
    if (row == null) {
      turn.refuse(event.call(), unknown(event.name()));
      return;
    }
    Progress progress = row.progress().goes();
    if (!row.progress().deleted()) {
      for (Run run : row.progress().open().values()) {
        progress = Ending.stopped(turn, row, progress, run);
      }
    }
    turn.keep(event.name(), progress);
    Ending.purge(turn, event.name());
    turn.done(event.call(), event.name(), 0);
  }

  private static Row known(Turn turn, String name, long call) {
    Row row = turn.row(name);
    if (row == null) {
      turn.refuse(call, unknown(name));
    } else if (row.progress().deleted()) {
      turn.refuse(call, going(name));
      return null;
    }
    return row;
  }

  private static Reason unknown(String name) {
    return Reason.of(Reasons.UNKNOWN, name, "there is no such job", "list them: cuesta cron list");
  }

  private static Reason going(String name) {
    return Reason.of(
        "JOB_DELETED", name, "it is being deleted; its runs are being killed", "ask again later");
  }
}
