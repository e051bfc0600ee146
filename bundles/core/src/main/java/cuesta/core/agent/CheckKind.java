package cuesta.core.agent;

import cuesta.api.framework.Check;
import cuesta.api.framework.TaskInfo;
import java.util.Optional;

/** Which of a task's checks. */
public enum CheckKind {
  /** Whether it is well; it is killed if not. */
  HEALTH,
  /** Whether it can take work. */
  READINESS;

  /**
   * The check of a task.
   *
   * @param task the task
   * @return its check of this kind, if it has one
   */
  public Optional<Check> of(TaskInfo task) {
    return this == HEALTH ? task.health() : task.readiness();
  }
}
