package cuesta.testkit.sim;

import cuesta.engine.Change;
import cuesta.engine.Engine;
import cuesta.engine.Step;
import cuesta.engine.Tick;

/** A shipped engine, for planted bugs to change what goes in or comes out. */
class Wrapped<S, E> implements Engine<S, E> {
  private final Engine<S, E> shipped;

  Wrapped(Engine<S, E> shipped) {
    this.shipped = shipped;
  }

  @Override
  public Step<S> step(S state, E event, Tick tick) {
    return shipped.step(state, event, tick);
  }

  @Override
  public S replay(S state, Change change) {
    return shipped.replay(state, change);
  }
}
