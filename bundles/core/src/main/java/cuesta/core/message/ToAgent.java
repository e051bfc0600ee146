package cuesta.core.message;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.UpdateId;

/** What a master says to an agent; always inside a {@link FromMaster}. */
public sealed interface ToAgent {
  /**
   * Welcome. Nothing else is obeyed on a stream before it.
   *
   * @param nonce of the registration that it answers
   * @param id the agent's id from now on
   */
  record Registered(long nonce, AgentId id) implements ToAgent {}

  /**
   * Not welcome.
   *
   * @param nonce of the registration that it answers
   * @param why the reason
   * @param forGood whether to kill everything and start afresh, instead of trying again
   */
  record Refuse(long nonce, Reason why, boolean forGood) implements ToAgent {}

  /**
   * Launches a task.
   *
   * @param launch the task
   */
  record LaunchTask(Launch launch) implements ToAgent {}

  /**
   * Kills a task.
   *
   * @param framework whose
   * @param task which
   * @param graceMillis between SIGTERM and SIGKILL
   */
  record KillTask(FrameworkId framework, TaskId task, long graceMillis) implements ToAgent {}

  /**
   * The framework has what it needs of an update.
   *
   * @param framework whose task
   * @param task which task
   * @param update the update
   */
  record Acknowledge(FrameworkId framework, TaskId task, UpdateId update) implements ToAgent {}

  /**
   * Kills all tasks of a framework and forgets it, updates included.
   *
   * @param framework which
   */
  record Shutdown(FrameworkId framework) implements ToAgent {}
}
