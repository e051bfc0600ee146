package cuesta.framework.cron.engine;

import cuesta.engine.Table;
import cuesta.framework.cron.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides on the due instants of one job, in order, up to now: the ledger's lines and the runs that
 * they begin are one change with the cursor.
 */
final class Ticks {
  private final Row row;
  private final Schedule schedule;
  private final Instant now;
  private final int room;
  private Progress progress;

  private Ticks(Row row, Instant now, int room) {
    this.row = row;
    this.now = now;
    this.room = room;
    schedule = row.schedule();
    progress = row.progress();
  }

  /** Whoever is due by now. */
  static void due(Turn turn) {
    turn.state().due().due(turn.now(), CronLimits.AT_ONCE).forEach(one -> decide(turn, one.key()));
    turn.appetite();
  }

  /** Decides on all instants of a job that are due by now. */
  static void decide(Turn turn, String name) {
    Row row = turn.row(name);
    Instant lost = turn.state().missed().get(name);
    if (lost != null) {
      turn.become(turn.state().withMissed(turn.state().missed().without(name)));
    }
    if (row.next().isEmpty() || row.next().get().isAfter(turn.now())) {
      return;
    }
    int room = CronLimits.ALL_OPEN - turn.state().totals().open();
    Ticks ticks = new Ticks(row, turn.now(), room);
    Instant stood = turn.now().minus(CronLimits.PROMPT);
    Instant missed = lost != null && lost.isAfter(stood) ? lost : stood;
    ticks.catchUp(missed.isAfter(turn.now()) ? turn.now() : missed);
    ticks.inTime();
    turn.keep(name, ticks.progress);
  }

  /** All instants of a paused job up to now are skipped. */
  static Progress paused(Row row, Instant now) {
    Ticks ticks = new Ticks(row, now, 0);
    ticks.skip(ticks.count(now), now, Decision.PAUSED, "");
    return ticks.progress;
  }

  private long count(Instant upTo) {
    return schedule.count(progress.cursor(), upTo);
  }

  private void catchUp(Instant upTo) {
    long missed = count(upTo);
    if (missed == 0) {
      return;
    }
    switch (row.job().spec().catchUp()) {
      case NONE -> skip(missed, upTo, Decision.MISSED, "");
      case LAST -> {
        skip(missed - 1, upTo, Decision.MISSED, "");
        last();
      }
      case ALL -> {
        long most = Math.min(CronLimits.CATCH_UP, Math.max(0, room));
        skip(missed - Math.min(missed, most), upTo, Decision.EXCESS, "");
        for (long left = count(upTo); left > 0; left--) {
          fire(next(), Decision.CAUGHT_UP);
        }
      }
    }
  }

  /** Late is better than never, as long as it is not nearer to the next instant than to its own. */
  private void last() {
    Instant instant = next();
    Duration period =
        schedule
            .after(instant)
            .map(after -> Duration.between(instant, after))
            .orElse(CronLimits.LATEST);
    Duration limit = period.compareTo(CronLimits.LATEST) < 0 ? period : CronLimits.LATEST;
    if (Duration.between(instant, now).compareTo(limit) > 0) {
      skip(1, now, Decision.DEADLINE, "at most " + limit.toSeconds() + " s late");
    } else {
      fire(instant, Decision.LATE);
    }
  }

  private void inTime() {
    Optional<Instant> next = schedule.after(progress.cursor());
    while (next.isPresent() && !next.get().isAfter(now)) {
      boolean late = Duration.between(next.get(), now).compareTo(CronLimits.PUNCTUAL) >= 0;
      fire(next.get(), late ? Decision.LATE : Decision.FIRED);
      next = schedule.after(progress.cursor());
    }
  }

  private Instant next() {
    return schedule.after(progress.cursor()).orElseThrow();
  }

  private void fire(Instant instant, Decision decision) {
    Table<Long, Run> open = progress.open();
    boolean forbid = row.job().spec().overlap() == Spec.Overlap.FORBID;
    if (forbid && !open.isEmpty() && decision != Decision.CAUGHT_UP) {
      String other = open.get(open.firstKey()).id(row.name());
      skip(1, instant, Decision.OVERLAP, other);
      return;
    }
    int most = decision == Decision.CAUGHT_UP ? CronLimits.CATCH_UP : CronLimits.OPEN;
    boolean full = open.size() >= most;
    if (full || open.size() - row.progress().open().size() >= room) {
      String which = full ? open.size() + " runs of the job" : CronLimits.ALL_OPEN + " runs";
      skip(1, instant, Decision.CROWDED, which + " are open");
      return;
    }
    Run run = Run.begun(row.job(), progress.runs() + 1, instant, false, now);
    line(instant, instant, 1, decision, run.id(row.name()));
    progress = progress.with(run);
  }

  private void skip(long count, Instant upTo, Decision decision, String detail) {
    if (count > 0) {
      Instant from = progress.cursor();
      line(next(), schedule.nth(from, upTo, count), count, decision, detail);
    }
  }

  private void line(Instant first, Instant last, long count, Decision decision, String detail) {
    long late = Math.max(0, Duration.between(last, now).toMillis());
    progress = progress.with(new Entry(first, last, count, decision, late, detail));
  }
}
