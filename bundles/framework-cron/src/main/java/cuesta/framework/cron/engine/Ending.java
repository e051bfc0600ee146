package cuesta.framework.cron.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.Outcome;
import cuesta.framework.kit.Retries;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Attempts and runs that end, and what makes room for them. */
final class Ending {
  private Ending() {}

  /** An attempt has ended: another one follows, or the run has ended with it. */
  static void attempt(Turn turn, Key key, Launch last, OptionalInt exit) {
    Row row = turn.row(key.job());
    Run run = row.progress().open().get(key.number());
    Run over = run.ended(last, exit, turn.now());
    Retries retries = new Retries(row.job().spec().retries(), CronLimits.WAITS);
    Optional<Instant> next =
        over.succeeded() || run.stop() == Run.Stop.DELETED || row.progress().deleted()
            ? Optional.empty()
            : retries.after(run.attempt(), turn.tick());
    if (next.isPresent()) {
      Run again = run.retried(row.job(), next.get(), why(row, run, over));
      turn.keep(key.job(), row.progress().with(again));
    } else {
      end(turn, row, over);
    }
  }

  private static Reason why(Row row, Run run, Run over) {
    String how =
        run.stop() == Run.Stop.TIMEOUT
            ? tooLong(row)
            : over.exit().isPresent() && over.exit().getAsInt() >= 0
                ? "it ended with status " + over.exit().getAsInt()
                : over.launch()
                    .why()
                    .map(Reason::toString)
                    .orElse("it ended as " + over.launch().state());
    return Reason.of("ATTEMPT_FAILED", run.id(row.name()), how);
  }

  /** The job may have been replaced since, by one without a limit. */
  private static String tooLong(Row row) {
    return "it took longer than "
        + row.job()
            .spec()
            .timeout()
            .map(limit -> limit.toSeconds() + " s")
            .orElse("it was allowed");
  }

  private static void end(Turn turn, Row row, Run over) {
    String name = row.name();
    turn.record(new CronChange.RunKept(name, over));
    turn.keep(name, turn.row(name).progress().ended(over));
    int most = CronLimits.history(turn.state().rows().size());
    while (turn.row(name).history().size() > most) {
      forget(turn, name, turn.row(name).history().get(turn.row(name).history().firstKey()));
    }
    if (row.progress().deleted()) {
      purge(turn, name);
    } else {
      fetch(turn, name, over);
    }
  }

  /** Asks for the output of a run, if there is one to ask for. */
  static void fetch(Turn turn, String name, Run run) {
    if (run.output() == Run.Output.WANTED) {
      turn.emit(new CronEffect.Fetch(name, run.number(), run.launch().task()));
    }
  }

  /** A crash may have left an output behind of which its run does not know. */
  private static void forget(Turn turn, String name, Run run) {
    if (turn.state().outputs().has(CronState.OutputKey.of(name, run))) {
      turn.record(new CronChange.OutputGone(name, run.number()));
    }
    turn.record(new CronChange.RunGone(name, run.number()));
  }

  /** An open run of a job that is deleted: killed if it was launched, dropped if not. */
  static Progress stopped(Turn turn, Row row, Progress progress, Run run) {
    Key key = run.key(row.name());
    Outcome<Key> outcome = turn.launches().kill(key, row.job().spec().grace(), turn.effects());
    return switch (outcome) {
      case Outcome.Said<Key> said -> progress.with(run.with(said.launch()).with(Run.Stop.DELETED));
      case Outcome.Nothing<Key> o when run.launch().isLive() -> progress;
      default -> progress.without(run);
    };
  }

  /**
   * Takes all that is kept of a deleted job away, once no run is open. Whatever of it a crash
   * leaves over, the next session goes on: as long as the job is there, so is the word that it
   * goes.
   */
  static void purge(Turn turn, String name) {
    Row row = turn.row(name);
    if (!row.progress().deleted() || !row.progress().open().isEmpty()) {
      return;
    }
    row.segments().keys().forEach(n -> turn.record(new CronChange.SegmentGone(name, n)));
    for (Run run : row.history().values()) {
      forget(turn, name, run);
    }
    turn.record(new CronChange.JobGone(name));
    turn.record(new CronChange.MovedGone(name));
    turn.emit(new CronEffect.Durable(name));
  }

  /** What came of fetching an output. */
  static void fetched(Turn turn, CronEvent.Fetched event) {
    Row row = turn.row(event.name());
    Run run = row == null ? null : row.history().get(event.number());
    if (run == null || run.output() != Run.Output.WANTED) {
      return;
    }
    if (event.output().isEmpty()) {
      turn.record(new CronChange.RunKept(event.name(), unread(run, event)));
      turn.emit(new CronEffect.Durable(event.name()));
      return;
    }
    turn.record(new CronChange.OutputKept(event.name(), run.number(), event.output().get()));
    turn.record(new CronChange.RunKept(event.name(), run.with(Run.Output.KEPT)));
    turn.emit(new CronEffect.Durable(event.name()));
    while (turn.state().totals().outputBytes() > CronLimits.OUTPUTS_BYTES) {
      drop(turn, turn.state().outputs().firstKey());
    }
  }

  private static Run unread(Run run, CronEvent.Fetched event) {
    Reason why =
        event.why().orElse(Reason.of(Reasons.OUTPUT_UNAVAILABLE, event.name(), "no reason given"));
    Run next = run.with(Run.Output.UNREAD);
    return next.launch().why().isPresent() ? next : next.with(because(next.launch(), why));
  }

  private static Launch because(Launch launch, Reason why) {
    return new Launch(
        launch.id(),
        launch.number(),
        launch.at(),
        launch.state(),
        launch.started(),
        launch.kill(),
        Optional.of(why));
  }

  /** Its run says so first: or it would promise, after a crash, what is not there. */
  private static void drop(Turn turn, CronState.OutputKey oldest) {
    Run run = turn.row(oldest.job()).history().get(oldest.number());
    turn.record(new CronChange.RunKept(oldest.job(), run.with(Run.Output.DROPPED)));
    turn.record(new CronChange.OutputGone(oldest.job(), oldest.number()));
  }

  /** Another attempt's time has come, or one takes too long. */
  static void wake(Turn turn) {
    for (var one : turn.state().wakes().due(turn.now(), CronLimits.AT_ONCE)) {
      Key key = one.key();
      Row row = turn.row(key.job());
      Run run = row.progress().open().get(key.number());
      if (run.until().isPresent()) {
        turn.keep(key.job(), row.progress().with(run.now()));
      } else {
        timeout(turn, row, run);
      }
    }
    turn.appetite();
  }

  private static void timeout(Turn turn, Row row, Run run) {
    Outcome<Key> outcome =
        turn.launches().kill(run.key(row.name()), row.job().spec().grace(), turn.effects());
    Run late = run.with(Run.Stop.TIMEOUT);
    turn.keep(
        row.name(),
        row.progress()
            .with(outcome instanceof Outcome.Said<Key> said ? late.with(said.launch()) : late));
  }
}
