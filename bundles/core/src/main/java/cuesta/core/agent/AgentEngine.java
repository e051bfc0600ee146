package cuesta.core.agent;

import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;

/** The agent's step function: hands each event to the class of its family. */
public final class AgentEngine implements Engine<AgentState, AgentEvent> {
  @Override
  public Step<AgentState> step(AgentState state, AgentEvent event, Tick tick) {
    Turn turn = new Turn(state, tick);
    switch (event) {
      case AgentEvent.StreamOpened e -> RegistrationLogic.opened(turn, e.stream());
      case AgentEvent.StreamBroken e -> RegistrationLogic.broken(turn, e.stream());
      case AgentEvent.MasterSaid e -> RegistrationLogic.said(turn, e.stream(), e.message());
      case AgentEvent.SlotsReady e -> ResumeLogic.slots(turn, e);
      case AgentEvent.ResumeDue e -> ResumeLogic.resume(turn, e.from());
      case AgentEvent.Prepared e -> LaunchLogic.prepared(turn, e);
      case AgentEvent.PrepareFailed e -> LaunchLogic.prepareFailed(turn, e);
      case AgentEvent.Launched e -> LaunchLogic.launched(turn, e);
      case AgentEvent.LaunchFailed e -> LaunchLogic.launchFailed(turn, e);
      case AgentEvent.Exited e -> ContainerLogic.exited(turn, e);
      case AgentEvent.Diagnosed e -> ContainerLogic.diagnosed(turn, e);
      case AgentEvent.Cleaned e -> ContainerLogic.cleaned(turn, e.container());
      case AgentEvent.CleanupFailed e -> ContainerLogic.cleanupFailed(turn, e.container());
      case AgentEvent.CleanupDue e -> ContainerLogic.cleanupDue(turn, e.container());
      case AgentEvent.LimitReached e -> KillLogic.limitReached(turn, e);
      case AgentEvent.KillDue e -> KillLogic.due(turn, e.container());
      case AgentEvent.OrphansDue e -> KillLogic.orphans(turn, e.from());
      case AgentEvent.CheckDue e -> CheckLogic.due(turn, e);
      case AgentEvent.Probed e -> CheckLogic.probed(turn, e);
      case AgentEvent.UpdateDue e -> UpdateLogic.due(turn, e);
      case AgentEvent.ResendDue e -> UpdateLogic.resend(turn, e);
    }
    return turn.finish();
  }

  @Override
  public AgentState replay(AgentState state, Change change) {
    return state.with(state.checkpoint().replay((AgentChange) change));
  }

  /**
   * Checks what must hold after every event.
   *
   * @param state any state
   * @throws IllegalStateException naming what does not hold
   */
  public static void audit(AgentState state) {
    Audit.of(state);
  }
}
