package cuesta.contracts.framework.fakes;

import cuesta.api.AgentId;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.TaskInfo;
import java.util.ArrayDeque;

/** A task as its agent and the master know it. Changed by {@link ScriptedMaster} only. */
public final class FakeTask {
  final TaskInfo info;
  final AgentId agent;
  final ArrayDeque<FakeUpdate> unacknowledged = new ArrayDeque<>();
  TaskState truth = TaskState.STAGING;
  boolean killed;
  int exit = -1;

  /** Whether the master still knows of it. */
  boolean known = true;

  FakeTask(TaskInfo info, AgentId agent) {
    this.info = info;
    this.agent = agent;
  }

  /**
   * What was launched.
   *
   * @return the task
   */
  public TaskInfo info() {
    return info;
  }

  /**
   * Its id.
   *
   * @return the id
   */
  public TaskId id() {
    return info.id();
  }

  /**
   * What is true of it on its agent, whoever knows.
   *
   * @return its state
   */
  public TaskState truth() {
    return truth;
  }

  /**
   * How it ended.
   *
   * @return the status; −1 while it runs
   */
  public int exit() {
    return exit;
  }

  /**
   * Whether it runs or may yet start.
   *
   * @return true if so
   */
  public boolean isAlive() {
    return !truth.isTerminal();
  }

  /**
   * What the master answers when asked: the oldest update that is not acknowledged, since updates
   * come one by one.
   */
  FakeUpdate answer(boolean away) {
    TaskState state =
        away
            ? TaskState.UNREACHABLE
            : unacknowledged.isEmpty() ? truth : unacknowledged.peekFirst().state();
    return FakeUpdate.ofMaster(id(), state, Reasons.RECONCILIATION)
        .withExit(state.isTerminal() ? exit : -1);
  }
}
