package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.launcher.Launcher;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * After a restart: what the checkpoint holds is taken up where it was left, once isolators and
 * launcher are there. Containers that are not yet started are prepared and started again, which
 * gives the same end; running ones are waited for; ended ones are cleaned up.
 */
final class ResumeLogic {
  private ResumeLogic() {}

  static void slots(Turn turn, AgentEvent.SlotsReady event) {
    boolean begins = event.ready() && !turn.state().slots().begun();
    turn.become(
        turn.state()
            .with(
                new AgentState.Slots(
                    event.ready(),
                    turn.state().slots().begun() || event.ready(),
                    turn.state().slots().rebooted(),
                    event.why())));
    if (!begins) {
      return;
    }
    if (!turn.checkpoint().places().isEmpty()) {
      resume(turn, turn.checkpoint().places().firstKey());
    }
    RegistrationLogic.register(turn);
  }

  static void resume(Turn turn, ContainerId from) {
    int resumed = 0;
    for (Map.Entry<ContainerId, Checkpoint.Place> entry : turn.checkpoint().places().from(from)) {
      if (resumed++ == Limits.BATCH) {
        turn.again(new AgentEvent.ResumeDue(entry.getKey()));
        return;
      }
      resume(turn, turn.container(entry.getKey()));
    }
    // Last, since it looks at phases that the above has not changed yet.
    KillLogic.orphans(turn);
  }

  private static void resume(Turn turn, ContainerEntry container) {
    if (turn.state().slots().rebooted() && container.isLive()) {
      Ending lost = new Ending(OptionalInt.of(Launcher.LOST), Optional.empty());
      ContainerLogic.diagnose(turn, container, lost);
      return;
    }
    switch (container.phase()) {
      case REQUESTED, PREPARED ->
          turn.emit(new AgentEffect.Prepare(LaunchLogic.plan(turn, container)));
      case LAUNCHED -> {
        if (turn.state().live(container.id()).ending().isPresent()) {
          ContainerLogic.diagnose(turn, container);
        } else if (container.kill().isPresent()) {
          KillLogic.carryOut(turn, container);
        } else {
          CheckLogic.resume(turn, container);
        }
      }
      case EXITED -> turn.emit(new AgentEffect.Cleanup(container.id()));
      case CLEANED -> {
        // Only its last update waits, and that is said on registration.
      }
    }
  }
}
