package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.api.cluster.AgentView;
import cuesta.api.framework.TaskAt;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Answers to "what do you know of these tasks", by Mesos' table; the first row that fits:
 *
 * <pre>
 * 1  on the books                                    its state as last forwarded
 * 2  its agent is awaited after a take-over, or no
 *    agent was named and any agent is awaited        nothing: ask again
 * 3  its agent is here, or has just broken off       GONE
 * 4  its agent is given up, but may come back        UNREACHABLE
 * 5  its agent was removed for good                  GONE
 * 6  all else                                        UNKNOWN
 * </pre>
 *
 * A wrong "gone" would make its framework start a task twice. Two differences from Mesos, both to
 * avoid that: tasks of an agent that this leader itself gave up stay on the books, so that they are
 * UNREACHABLE whoever asks and however; and row 5 repeats what was said when the agent was removed,
 * since no operator marked it.
 */
final class Reconciling {
  private Reconciling() {}

  static void reconcile(Turn turn, FrameworkEntry framework, List<TaskAt> tasks) {
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
    boolean awaited = anyAgentAwaited(turn.state());
    for (TaskAt asked : tasks.subList(0, Math.min(tasks.size(), Limits.RECONCILED))) {
      turn.state()
          .task(new TaskKey(framework.id(), asked.task()))
          .map(task -> known(turn, task))
          .or(() -> unknown(turn, framework, asked, awaited))
          .ifPresent(update -> answer(turn, framework, update));
    }
  }

  private static boolean anyAgentAwaited(MasterState s) {
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
            turn.tick().wall())
        .checked(task.healthy(), task.ready());
  }

  private static Optional<StatusUpdate> unknown(
      Turn turn, FrameworkEntry framework, TaskAt asked, boolean awaited) {
    if (asked.agent().isEmpty()) {
      return awaited
          ? Optional.empty()
          : Optional.of(
              says(turn, framework, asked, TaskState.UNKNOWN, "the master knows no such task"));
    }
    AgentId id = asked.agent().get();
    AgentEntry agent = turn.state().agentTable().get(id);
    if (agent == null) {
      return Optional.of(
          turn.state().registry().gone().has(id)
              ? says(turn, framework, asked, TaskState.GONE, "agent " + id + " was removed")
              : says(turn, framework, asked, TaskState.UNKNOWN, "there is no agent " + id));
    }
    return switch (agent.state()) {
      case AgentView.RECOVERING -> Optional.empty();
      case AgentView.UNREACHABLE ->
          Optional.of(says(turn, framework, asked, TaskState.UNREACHABLE, since(turn, id)));
      default ->
          Optional.of(
              says(turn, framework, asked, TaskState.GONE, "agent " + id + " does not have it"));
    };
  }

  private static String since(Turn turn, AgentId id) {
    return "agent "
        + id
        + " is unreachable since "
        + turn.state().registry().agents().get(id).unreachable().orElseThrow();
  }

  private static StatusUpdate says(
      Turn turn, FrameworkEntry framework, TaskAt asked, TaskState state, String detail) {
    return new StatusUpdate(
        Optional.empty(),
        asked.task(),
        asked.agent(),
        Optional.empty(),
        Updating.known(turn, framework.id(), state),
        Optional.of(Reason.of(Reasons.RECONCILIATION, asked.task().value(), detail)),
        OptionalInt.empty(),
        turn.tick().wall());
  }
}
