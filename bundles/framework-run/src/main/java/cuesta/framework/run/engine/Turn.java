package cuesta.framework.run.engine;

import cuesta.api.OfferId;
import cuesta.api.Reason;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.Launches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One step while it is made. Changes enter the state through replay, as they do after a restart.
 */
final class Turn {
  private final Tick tick;
  private final List<Change> changes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private RunState state;

  Turn(RunState state, Tick tick) {
    this.state = state;
    this.tick = tick;
  }

  RunState state() {
    return state;
  }

  Launches<Long> launches() {
    return state.launches();
  }

  Run run(long number) {
    return state.runs().get(number);
  }

  Tick tick() {
    return tick;
  }

  List<Effect> effects() {
    return effects;
  }

  void become(RunState next) {
    state = next;
  }

  void become(Launches<Long> next) {
    state = state.with(next);
  }

  void record(RunChange change) {
    state = RunEngine.apply(state, change);
    changes.add(change);
  }

  void keep(Run run) {
    record(new RunChange.Kept(run));
    effects.add(new RunEffect.Durable(run.id()));
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  void refuse(long call, Reason why) {
    if (call != 0) {
      effects.add(new RunEffect.Refusal(call, why));
    }
  }

  void decline(List<OfferId> offers, Duration refuse) {
    state = state.with(state.appetite().decline(offers, refuse, effects));
  }

  /** Something new waits. */
  void hungry() {
    state = state.with(state.appetite().hungry(shapes(), effects));
  }

  /** What waits became less or otherwise; wants no offers if nothing does. */
  void settle() {
    state = state.with(state.appetite().settle(shapes(), effects));
  }

  private List<Resources> shapes() {
    return launches().shapes(number -> run(number).request().amounts());
  }

  Step<RunState> done() {
    return new Step<>(state, changes, effects);
  }
}
