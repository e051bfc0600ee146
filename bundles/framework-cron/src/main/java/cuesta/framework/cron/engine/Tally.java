package cuesta.framework.cron.engine;

import cuesta.engine.Table;

/**
 * What became of all instants and runs of a job since it was added.
 *
 * @param decisions instants by what became of them
 * @param succeeded runs that succeeded
 * @param failed runs that did not
 */
public record Tally(Table<Decision, Long> decisions, long succeeded, long failed) {
  /** Nothing yet. */
  public static final Tally NONE = new Tally(Table.empty(), 0, 0);

  /**
   * How many instants had a fate.
   *
   * @param decision which
   * @return the number
   */
  public long of(Decision decision) {
    Long count = decisions.get(decision);
    return count == null ? 0 : count;
  }

  Tally with(Decision decision, long more) {
    return new Tally(decisions.with(decision, of(decision) + more), succeeded, failed);
  }

  Tally ended(boolean well) {
    return new Tally(decisions, well ? succeeded + 1 : succeeded, well ? failed : failed + 1);
  }
}
