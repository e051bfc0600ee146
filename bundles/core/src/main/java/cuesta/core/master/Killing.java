package cuesta.core.master;

import cuesta.api.TaskId;
import cuesta.api.cluster.AgentView;
import cuesta.api.framework.TaskAt;
import cuesta.core.message.TaskKey;
import cuesta.core.message.ToAgent;
import java.util.List;
import java.util.Optional;

/** Kills: passed on, and remembered so that an agent that is away hears of them when it returns. */
final class Killing {
  private Killing() {}

  static void kill(Turn turn, FrameworkEntry framework, TaskId id, long graceMillis) {
    Optional<TaskEntry> found = turn.state().task(new TaskKey(framework.id(), id));
    if (found.isEmpty()) {
      if (!isAnyAgentAway(turn.state())) {
        Reconciling.reconcile(turn, framework, List.of(TaskAt.anywhere(id)));
      }
      return;
    }
    TaskEntry task = found.get();
    if (task.latest().isTerminal()) {
      return;
    }
    TaskEntry killed = task.killed(Math.max(0, graceMillis));
    turn.become(Ledger.change(turn.state(), task, killed));
    turn.tell(
        turn.state().agentTable().get(task.agent()),
        new ToAgent.KillTask(framework.id(), id, killed.kill().orElseThrow()));
  }

  /**
   * A new leader does not know the tasks of an agent that its predecessor gave up, and a kill does
   * not name the agent: unlike a question, it must not be answered that there is no such task.
   */
  private static boolean isAnyAgentAway(MasterState s) {
    for (AgentEntry agent : s.agents()) {
      if (agent.state().equals(AgentView.RECOVERING)
          || agent.state().equals(AgentView.UNREACHABLE)) {
        return true;
      }
    }
    return false;
  }
}
