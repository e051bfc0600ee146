package cuesta.core.message;

import cuesta.api.FrameworkId;
import cuesta.api.TaskId;

/**
 * A task id is unique within its framework only.
 *
 * @param framework whose
 * @param task which
 */
public record TaskKey(FrameworkId framework, TaskId task) implements Comparable<TaskKey> {
  @Override
  public int compareTo(TaskKey other) {
    int order = framework.compareTo(other.framework);
    return order != 0 ? order : task.compareTo(other.task);
  }

  @Override
  public String toString() {
    return framework + "/" + task;
  }
}
