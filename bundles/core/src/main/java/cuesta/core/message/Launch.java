package cuesta.core.message;

import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.framework.TaskInfo;

/**
 * A task on its way to an agent, with all that the agent needs to know of its framework.
 *
 * @param framework whose
 * @param role for which role the resources were offered
 * @param user as whom to run, resolved from task and framework; empty for the agent's own
 * @param task the task
 */
public record Launch(FrameworkId framework, RoleId role, String user, TaskInfo task) {
  /**
   * The task's key.
   *
   * @return framework and task id
   */
  public TaskKey key() {
    return new TaskKey(framework, task.id());
  }
}
