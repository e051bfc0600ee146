package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.UpdateId;
import cuesta.core.message.ToMaster;
import cuesta.engine.Effect;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One step in the making: the state so far, with the changes and effects collected. Lives for one
 * call of {@link AgentEngine#step}.
 */
final class Turn {
  private final Tick tick;
  private final List<AgentChange> changes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private AgentState state;

  Turn(AgentState before, Tick tick) {
    this.tick = tick;
    state = before;
  }

  Tick tick() {
    return tick;
  }

  AgentState state() {
    return state;
  }

  Checkpoint checkpoint() {
    return state.checkpoint();
  }

  /** A container; null if it is not known. */
  ContainerEntry container(ContainerId id) {
    return state.checkpoint().container(id);
  }

  void become(AgentState next) {
    state = next;
  }

  void count(Counts one) {
    state = state.with(one);
  }

  void live(ContainerId id, UnaryOperator<Live> how) {
    state = state.withLive(state.live().with(id, how.apply(state.live(id))));
  }

  /** Records a durable fact; the checkpoint changes through its replay and no other way. */
  void record(AgentChange change) {
    changes.add(change);
    state = state.with(state.checkpoint().replay(change));
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  void again(AgentEvent event) {
    emit(new Effect.Again(event));
  }

  void arm(String key, Duration delay, AgentEvent event) {
    emit(new Effect.Arm(key, delay.toNanos(), event, false));
  }

  void disarm(String key) {
    emit(new Effect.Disarm(key));
  }

  /** Says something to the master; nothing if none has registered this agent. */
  void tell(ToMaster message) {
    if (state.link().isRegistered()) {
      emit(new AgentEffect.Send(state.link().stream(), message));
    }
  }

  void closeStream(Reason why) {
    if (state.link().stream() != 0) {
      emit(new AgentEffect.CloseStream(state.link().stream(), why));
      state = state.with(Link.NONE);
    }
  }

  ContainerId newContainer() {
    return new ContainerId(tick.uuid());
  }

  UpdateId newUpdate() {
    return new UpdateId(tick.uuid());
  }

  /** A duration that doubles with each attempt, up to a limit. */
  static Duration backoff(Duration first, Duration most, int attempt) {
    Duration wait = first.multipliedBy(1L << Math.clamp(attempt, 0, 20));
    return wait.compareTo(most) < 0 ? wait : most;
  }

  Step<AgentState> finish() {
    return new Step<>(state, List.copyOf(changes), effects);
  }
}
