package cuesta.core.master;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.AgentView;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Answers to "what do you know of these tasks", by Mesos' table. About a task that an agent may
 * still come back with, nothing is said: a wrong "gone" would make its framework start it twice.
 */
final class Reconciling {
  private Reconciling() {}

  static void reconcile(Turn turn, FrameworkEntry framework, List<TaskId> tasks) {
    if (tasks.isEmpty()) {
      for (AgentEntry agent : turn.state().agents()) {
        for (TaskEntry task : agent.tasks()) {
          if (task.framework().equals(framework.id())) {
            answer(turn, framework, known(turn, task));
          }
        }
      }
      return;
    }
    for (TaskId id : tasks.subList(0, Math.min(tasks.size(), Limits.RECONCILED))) {
      Optional<TaskEntry> task = turn.state().task(new TaskKey(framework.id(), id));
      if (task.isPresent()) {
        answer(turn, framework, known(turn, task.get()));
      } else if (!anyAgentRecovering(turn.state())) {
        answer(turn, framework, unknown(turn, framework, id));
      }
    }
  }

  private static boolean anyAgentRecovering(MasterState s) {
    for (AgentEntry agent : s.agents()) {
      if (agent.state().equals(AgentView.RECOVERING)) {
        return true;
      }
    }
    return false;
  }

  private static void answer(Turn turn, FrameworkEntry framework, StatusUpdate update) {
    turn.tell(framework, new FrameworkEvent.Updated(update));
  }

  private static StatusUpdate known(Turn turn, TaskEntry task) {
    return new StatusUpdate(
        Optional.empty(),
        task.id(),
        Optional.of(task.agent()),
        task.container(),
        Updating.known(turn, task.framework(), task.status()),
        Optional.of(
            Reason.of(Reasons.RECONCILIATION, task.id().value(), "latest state of the task")),
        task.exit(),
        turn.tick().wall());
  }

  private static StatusUpdate unknown(Turn turn, FrameworkEntry framework, TaskId id) {
    return new StatusUpdate(
        Optional.empty(),
        id,
        Optional.empty(),
        Optional.empty(),
        Updating.known(turn, framework.id(), TaskState.UNKNOWN),
        Optional.of(Reason.of(Reasons.RECONCILIATION, id.value(), "the master knows no such task")),
        OptionalInt.empty(),
        turn.tick().wall());
  }
}
