package cuesta.framework.run.engine;

import cuesta.engine.Change;

/** What is kept. */
public sealed interface RunChange extends Change {
  /**
   * A run is as it is.
   *
   * @param run the run
   */
  record Kept(Run run) implements RunChange {}

  /**
   * An ended run is not kept any more.
   *
   * @param number its number
   */
  record Forgotten(long number) implements RunChange {}
}
