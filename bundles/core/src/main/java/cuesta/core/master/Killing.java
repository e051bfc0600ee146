package cuesta.core.master;

import cuesta.api.TaskId;
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
      Reconciling.reconcile(turn, framework, List.of(TaskAt.anywhere(id)));
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
}
