package cuesta.api.framework;

import java.util.List;

/**
 * One operation of an accept. Open by kind name, so that a new operation needs no new api type;
 * launches are typed, since they are all most frameworks ever do.
 *
 * @param kind {@link #LAUNCH}, or a newer one; an unknown kind is refused with OPERATION_UNKNOWN
 * @param tasks what is launched; empty for other kinds
 * @param body the protocol's bytes of kinds without a type of their own; must not be changed
 */
public record Operation(String kind, List<TaskInfo> tasks, byte[] body) {
  /** Launches tasks. */
  public static final String LAUNCH = "LAUNCH";

  /** Copies the list. */
  public Operation {
    tasks = List.copyOf(tasks);
  }

  /**
   * Launches tasks.
   *
   * @param tasks the tasks, each decided on its own
   * @return the operation
   */
  public static Operation launch(TaskInfo... tasks) {
    return new Operation(LAUNCH, List.of(tasks), new byte[0]);
  }

  /** Without the bytes, whose text would differ from run to run. */
  @Override
  public String toString() {
    return "Operation[" + kind + ", tasks=" + tasks + ", " + body.length + " bytes]";
  }
}
