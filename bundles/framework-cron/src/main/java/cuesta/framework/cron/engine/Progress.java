package cuesta.framework.cron.engine;

import cuesta.engine.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a job has come. One entry of the store: the cursor, the ledger's newest lines and the
 * open runs change together or not at all, hence no instant is decided twice, and none is
 * forgotten.
 *
 * @param cursor the last instant that has its line in the ledger, or the job's anchor
 * @param paused since when it is paused
 * @param deleted whether it is to go once its runs have ended
 * @param lines lines of the ledger there ever were
 * @param tail the newest of them, those that are in no segment yet
 * @param runs runs there ever were
 * @param open those that have not ended, by number
 * @param tally sums
 */
public record Progress(
    Instant cursor,
    Optional<Instant> paused,
    boolean deleted,
    long lines,
    List<Entry> tail,
    long runs,
    Table<Long, Run> open,
    Tally tally) {
  /** Copies the list. */
  public Progress {
    tail = List.copyOf(tail);
  }

  static Progress from(Instant anchor) {
    return new Progress(
        anchor, Optional.empty(), false, 0, List.of(), 0, Table.empty(), Tally.NONE);
  }

  /**
   * Whether instants of it are decided.
   *
   * @return false while it is paused or goes
   */
  public boolean isActive() {
    return paused.isEmpty() && !deleted;
  }

  /** The cursor never goes back, whatever clocks do. */
  Progress at(Instant anchor) {
    Instant later = anchor.isAfter(cursor) ? anchor : cursor;
    return new Progress(later, paused, deleted, lines, tail, runs, open, tally);
  }

  Progress with(Entry entry) {
    Entry merged = tail.isEmpty() ? null : tail.getLast().merged(entry);
    List<Entry> next = new ArrayList<>(tail);
    if (merged == null) {
      next.add(entry);
    } else {
      next.set(next.size() - 1, merged);
    }
    return new Progress(
        entry.last(),
        paused,
        deleted,
        merged == null ? lines + 1 : lines,
        next,
        runs,
        open,
        tally.with(entry.decision(), entry.count()));
  }

  /** The first lines of the tail went into a segment. */
  Progress cut(int count) {
    return new Progress(
        cursor, paused, deleted, lines, tail.subList(count, tail.size()), runs, open, tally);
  }

  Progress with(Run run) {
    return new Progress(
        cursor,
        paused,
        deleted,
        lines,
        tail,
        Math.max(runs, run.number()),
        open.with(run.number(), run),
        tally);
  }

  Progress without(Run run) {
    return new Progress(
        cursor, paused, deleted, lines, tail, runs, open.without(run.number()), tally);
  }

  Progress ended(Run run) {
    return new Progress(
        cursor,
        paused,
        deleted,
        lines,
        tail,
        runs,
        open.without(run.number()),
        tally.ended(run.succeeded()));
  }

  Progress paused(Optional<Instant> since) {
    return new Progress(cursor, since, deleted, lines, tail, runs, open, tally);
  }

  Progress goes() {
    return new Progress(cursor, paused, true, lines, tail, runs, open, tally);
  }
}
