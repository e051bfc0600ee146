package cuesta.testkit.sim;

import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import java.util.ArrayList;
import java.util.List;

/**
 * A planted bug: the effects of a durable step go out with the next one that has nothing to write,
 * whether they may or not.
 */
final class Hasty<S, E> extends Wrapped<S, E> {
  private final List<Effect> early = new ArrayList<>();

  Hasty(Engine<S, E> shipped) {
    super(shipped);
  }

  @Override
  public Step<S> step(S state, E event, Tick tick) {
    Step<S> step = super.step(state, event, tick);
    if (!step.changes().isEmpty()) {
      early.addAll(step.effects());
      return new Step<>(step.state(), step.changes(), step.effects());
    }
    if (early.isEmpty()) {
      return step;
    }
    List<Effect> effects = new ArrayList<>(early);
    early.clear();
    effects.addAll(step.effects());
    return new Step<>(step.state(), List.of(), effects);
  }
}
