package cuesta.framework.ci.engine;

import cuesta.engine.Table;

/**
 * A resource group with jobs in it.
 *
 * @param holders who has it: one, or none
 * @param waiting who waits for it, the oldest first
 */
public record Group(Table<Key, Boolean> holders, Table<Key, Boolean> waiting) {
  static final Group EMPTY = new Group(Table.empty(), Table.empty());

  boolean isEmpty() {
    return holders.isEmpty() && waiting.isEmpty();
  }

  /** As a job of it stands now; null if it is not there any more. */
  Group with(Key key, JobStatus status) {
    boolean waits = status == JobStatus.WAITING_FOR_RESOURCE;
    boolean holds = status != null && status.holds();
    return new Group(
        holds ? holders.with(key, true) : holders.without(key),
        waits ? waiting.with(key, true) : waiting.without(key));
  }
}
