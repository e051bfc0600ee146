package cuesta.admin.resource;

import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.TaskView;
import java.util.ArrayList;
import java.util.List;

/** Finds tasks by an id alone, which is unique only within a framework. */
final class TaskSearch {
  private TaskSearch() {}

  static List<TaskView> live(ClusterView view, String id) {
    List<TaskView> found = new ArrayList<>();
    for (AgentView agent : view.agents()) {
      for (TaskView task : agent.tasks()) {
        if (task.id().value().equals(id) && !task.state().isTerminal()) {
          found.add(task);
        }
      }
    }
    return found;
  }

  /** Live ones, and ended ones that are remembered, the latest last. */
  static List<TaskView> all(ClusterView view, String id) {
    List<TaskView> found = new ArrayList<>();
    for (TaskView task : view.completedTasks()) {
      if (task.id().value().equals(id)) {
        found.add(task);
      }
    }
    for (AgentView agent : view.agents()) {
      for (TaskView task : agent.tasks()) {
        if (task.id().value().equals(id)) {
          found.add(task);
        }
      }
    }
    return found;
  }
}
