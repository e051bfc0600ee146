package cuesta.testkit.sim;

import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A planted bug: some effects leave at once, whatever is durable. */
final class Leaking<S, E> extends Wrapped<S, E> {
  private final Class<? extends Effect> kind;
  private final Consumer<Effect> early;

  Leaking(Engine<S, E> shipped, Class<? extends Effect> kind, Consumer<Effect> early) {
    super(shipped);
    this.kind = kind;
    this.early = early;
  }

  @Override
  public Step<S> step(S state, E event, Tick tick) {
    Step<S> step = super.step(state, event, tick);
    List<Effect> held = new ArrayList<>(step.effects());
    held.removeIf(kind::isInstance);
    step.effects().stream().filter(kind::isInstance).forEach(early);
    return new Step<>(step.state(), step.changes(), held);
  }
}
