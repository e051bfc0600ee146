package cuesta.core.master;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.message.ToMaster;
import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import java.util.Optional;

/** The master's step function: hands each event to the class of its family. */
public final class MasterEngine implements Engine<MasterState, MasterEvent> {
  private final MasterConfig config;

  /**
   * An engine.
   *
   * @param config what the master was started with
   */
  public MasterEngine(MasterConfig config) {
    this.config = config;
  }

  @Override
  public Step<MasterState> step(MasterState state, MasterEvent event, Tick tick) {
    Turn turn = new Turn(config, state, tick);
    switch (event) {
      case MasterEvent.Elected e -> Leading.elected(turn, e);
      case MasterEvent.Began e -> Leading.began(turn, e);
      case MasterEvent.LeadershipLost e -> Leading.lost(turn, e.why());
      case MasterEvent.AllocatorChanged e -> Allocating.allocatorChanged(turn, e.name());
      case MasterEvent.Noted e -> turn.note(e.kind(), e.subject(), e.detail(), e.reason());
      default -> {
        if (state.isLeading()) {
          lead(turn, event);
        } else {
          refuse(turn, event);
        }
      }
    }
    return turn.finish();
  }

  private static void lead(Turn turn, MasterEvent event) {
    switch (event) {
      case MasterEvent.AgentSaid e -> agentSaid(turn, e);
      case MasterEvent.AgentStreamBroken e -> AgentLoss.streamBroken(turn, e.stream());
      case MasterEvent.AgentAdmissionDurable e -> Admission.durable(turn, e);
      case MasterEvent.AgentTimedOut e -> AgentLoss.timedOut(turn, e);
      case MasterEvent.Subscribed e -> Subscription.subscribe(turn, e);
      case MasterEvent.SessionClosed e -> Subscription.closed(turn, e.session());
      case MasterEvent.FrameworkCalled e -> FrameworkCalls.called(turn, e);
      case MasterEvent.FailoverTimedOut e -> Subscription.timedOut(turn, e.framework());
      case MasterEvent.OfferTimedOut e -> Offering.timedOut(turn, e.offer());
      case MasterEvent.RefusalsTimedOut e ->
          turn.state()
              .framework(e.framework())
              .ifPresent(framework -> Offering.refusalsTimedOut(turn, framework));
      case MasterEvent.AllocationDue e -> turn.wantAllocation();
      case MasterEvent.Proposed e -> Allocating.proposed(turn, e);
      case MasterEvent.AllocationFailed e -> Allocating.failed(turn, e);
      case MasterEvent.OperatorCalled e -> OperatorCalls.called(turn, e);
      case MasterEvent.Elected e -> throw new IllegalStateException("handled before: " + e);
      case MasterEvent.Began e -> throw new IllegalStateException("handled before: " + e);
      case MasterEvent.LeadershipLost e -> throw new IllegalStateException("handled before: " + e);
      case MasterEvent.AllocatorChanged e ->
          throw new IllegalStateException("handled before: " + e);
      case MasterEvent.Noted e -> throw new IllegalStateException("handled before: " + e);
    }
  }

  private static void agentSaid(Turn turn, MasterEvent.AgentSaid said) {
    switch (said.message()) {
      case ToMaster.Register m -> Admission.register(turn, said.stream(), m);
      case ToMaster.Update m -> Updating.update(turn, said.stream(), m);
    }
  }

  /** A standby acts for nobody; whoever waits for an answer gets one. */
  private static void refuse(Turn turn, MasterEvent event) {
    Reason why = Reason.of(Reasons.NOT_LEADER, "", "this master does not lead", "ask the leader");
    switch (event) {
      case MasterEvent.AgentSaid e -> turn.emit(new MasterEffect.CloseStream(e.stream(), why));
      case MasterEvent.Subscribed e ->
          turn.emit(
              new MasterEffect.SendFramework(e.session(), new FrameworkEvent.Disconnected(why)));
      case MasterEvent.FrameworkCalled e -> turn.reply(e.session(), e.call(), Optional.of(why));
      case MasterEvent.OperatorCalled e -> turn.reply(0, e.call(), Optional.of(why));
      default -> {
        // Timers and answers of a leadership that is over.
      }
    }
  }

  @Override
  public MasterState replay(MasterState state, Change change) {
    return state.with(state.registry().replay((RegistryChange) change));
  }

  /**
   * Checks what must hold after every event.
   *
   * @param state any state
   * @throws IllegalStateException naming what does not hold
   */
  public static void audit(MasterState state) {
    Ledger.audit(state);
  }
}
