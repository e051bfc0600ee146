package cuesta.framework.run.engine;

import cuesta.api.Reason;
import cuesta.api.resources.Resources;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Step;
import cuesta.engine.Tick;
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

  Tick tick() {
    return tick;
  }

  List<Effect> effects() {
    return effects;
  }

  void become(RunState next) {
    state = next;
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

  /** Something new waits. */
  void hungry() {
    state = state.with(state.appetite().hungry(shapes(), effects));
  }

  /** What waits became less or otherwise; wants no offers if nothing does. */
  void settle() {
    state =
        state.with(
            state.waiting().isEmpty()
                ? state.appetite().sated(effects)
                : state.appetite().demand(shapes(), effects));
  }

  /** The distinct shapes of what waits longest. */
  private List<Resources> shapes() {
    List<Resources> shapes = new ArrayList<>();
    int looked = 0;
    for (Long number : state.waiting().keys()) {
      Resources shape = state.runs().get(number).request().amounts();
      if (!shapes.contains(shape)) {
        shapes.add(shape);
      }
      if (++looked == RunLimits.SHAPES) {
        break;
      }
    }
    return shapes;
  }

  Step<RunState> done() {
    return new Step<>(state, changes, effects);
  }
}
