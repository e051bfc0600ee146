package cuesta.framework.cron.engine;

import java.time.Instant;

/**
 * A line of a job's ledger: one due instant, or several in a row that were skipped for the same
 * reason.
 *
 * @param first the first instant
 * @param last the last one
 * @param count how many; 1 if a run was begun
 * @param decision what became of them
 * @param lateMillis how long after the last instant it was decided
 * @param detail the id of the run that was begun or was in the way, or numbers; may be empty
 */
public record Entry(
    Instant first, Instant last, long count, Decision decision, long lateMillis, String detail) {

  /**
   * Puts what follows into the same line.
   *
   * @param next the next line
   * @return both in one; null if they have to stay apart
   */
  Entry merged(Entry next) {
    boolean alike =
        !decision.fires() && decision == next.decision() && detail.equals(next.detail());
    return alike
        ? new Entry(first, next.last(), count + next.count(), decision, next.lateMillis(), detail)
        : null;
  }
}
