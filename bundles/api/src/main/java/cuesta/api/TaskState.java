package cuesta.api;

/**
 * The state of a task, with Mesos' names and numbers. The one enum of the api, frozen per major
 * version; ask it by its predicates.
 */
public enum TaskState {
  /** Accepted by the master, not yet known to run; never reported by an executor. */
  STAGING(6),
  /** The executor has learnt of it. */
  STARTING(0),
  /** It runs. */
  RUNNING(1),
  /** It is being killed: asked to end, not yet ended. */
  KILLING(8),
  /** It ended by itself with status 0. */
  FINISHED(2),
  /** It ended otherwise. */
  FAILED(3),
  /** It was killed because somebody asked. */
  KILLED(4),
  /** Its description was refused. */
  ERROR(7),
  /** For frameworks that are not partition-aware: dropped, gone, unreachable or unknown. */
  LOST(5),
  /** It was never started. */
  DROPPED(9),
  /** Its agent does not answer; it may come back. */
  UNREACHABLE(10),
  /** It has certainly ended and its agent knows nothing more of it. */
  GONE(11),
  /** An operator said that its agent is gone. */
  GONE_BY_OPERATOR(12),
  /** The master knows nothing of it. */
  UNKNOWN(13);

  private final int number;

  TaskState(int number) {
    this.number = number;
  }

  /**
   * Mesos' number on the wire.
   *
   * @return the number
   */
  public int number() {
    return number;
  }

  /**
   * Says whether a task in this state is over and its resources are free.
   *
   * @return true if nothing follows
   */
  public boolean isTerminal() {
    return switch (this) {
      case FINISHED, FAILED, KILLED, ERROR, DROPPED, LOST, GONE, GONE_BY_OPERATOR -> true;
      default -> false;
    };
  }

  /**
   * The state of a number on the wire.
   *
   * @param number Mesos' number
   * @return the state; {@link #STAGING} for a number this version does not know, as protobuf
   *     readers of Mesos do
   */
  public static TaskState ofNumber(int number) {
    for (TaskState state : values()) {
      if (state.number == number) {
        return state;
      }
    }
    return STAGING;
  }
}
