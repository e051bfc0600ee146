package cuesta.framework.cron.engine;

/** What became of a due instant. Each gets exactly one. */
public enum Decision {
  /** A run was begun in time. */
  FIRED(true),
  /** A run was begun late. */
  LATE(true),
  /** A run was begun for an instant at which nothing led, since all are to be caught up. */
  CAUGHT_UP(true),
  /** Skipped: a run was still open. */
  OVERLAP(false),
  /** Skipped: the job was paused. */
  PAUSED(false),
  /** Skipped: nothing led, or the engine stood still, and it is not to be caught up. */
  MISSED(false),
  /** Skipped: nothing led, and it was too late for it when somebody did. */
  DEADLINE(false),
  /** Skipped: more were missed than are caught up. */
  EXCESS(false),
  /** Skipped: as many runs were open as there may be. */
  CROWDED(false);

  private final boolean fires;

  Decision(boolean fires) {
    this.fires = fires;
  }

  /**
   * Whether a run was begun.
   *
   * @return false if it was skipped
   */
  public boolean fires() {
    return fires;
  }
}
