package cuesta.core.master;

import cuesta.api.Reason;
import cuesta.core.message.FromMaster;
import cuesta.core.message.ToAgent;
import cuesta.engine.Effect;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step in the making: the state so far, with the changes and effects collected. Lives for one
 * call of {@link MasterEngine#step}.
 */
final class Turn {
  private final MasterConfig config;
  private final Tick tick;
  private final List<RegistryChange> changes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private MasterState state;
  private boolean allocationWanted;

  Turn(MasterConfig config, MasterState before, Tick tick) {
    this.config = config;
    this.tick = tick;
    state = before.at(tick.wall());
  }

  MasterConfig config() {
    return config;
  }

  Tick tick() {
    return tick;
  }

  MasterState state() {
    return state;
  }

  void become(MasterState next) {
    state = next;
  }

  /** Records a durable fact; the state changes through its replay and no other way. */
  void record(RegistryChange change) {
    changes.add(change);
    state = state.with(state.registry().replay(change));
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  void arm(String key, Duration delay, MasterEvent event) {
    emit(new Effect.Arm(key, delay.toNanos(), event, false));
  }

  void armLiveness(String key, Duration delay, MasterEvent event) {
    emit(new Effect.Arm(key, delay.toNanos(), event, true));
  }

  void disarm(String key) {
    emit(new Effect.Disarm(key));
  }

  /**
   * Says something to an agent under the present term and its present registration; nothing if it
   * has no stream.
   */
  void tell(AgentEntry agent, ToAgent message) {
    if (agent.isConnected()) {
      emit(
          new MasterEffect.SendAgent(
              agent.stream(), new FromMaster(state.lead().term(), agent.registration(), message)));
    }
  }

  void tell(FrameworkEntry framework, FrameworkEvent event) {
    if (framework.connected()) {
      emit(new MasterEffect.SendFramework(framework.session(), event));
    }
  }

  void reply(long session, long call, Optional<Reason> refusal) {
    if (call != 0) {
      emit(new MasterEffect.Reply(session, call, refusal));
    }
  }

  void note(String kind, String subject, String detail, Optional<Reason> reason) {
    EventEntry event =
        new EventEntry(
            EventEntry.number(state.lead().term(), state.past().events().next()),
            tick.wall(),
            kind,
            subject,
            detail,
            reason);
    state = With.events(state, state.past().events().with(event));
  }

  void wantAllocation() {
    allocationWanted = true;
  }

  Step<MasterState> finish() {
    if (allocationWanted) {
      Allocating.request(this, !changes.isEmpty());
    }
    return new Step<>(state, List.copyOf(changes), effects);
  }
}
