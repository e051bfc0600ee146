package cuesta.framework.kit;

import cuesta.api.OfferId;
import cuesta.api.resources.Resources;
import cuesta.engine.Tick;
import java.time.Duration;
import java.util.List;

/**
 * A step of a framework that wants offers for all of its roles alike.
 *
 * @param <K> units of work that are launched
 * @param <S> the engine's state
 */
public abstract class HungryTurn<K extends Comparable<K>, S extends HungryState<K, S>>
    extends KitTurn<K, S> {
  /**
   * Nothing has happened.
   *
   * @param state before the step
   * @param tick of the step
   */
  protected HungryTurn(S state, Tick tick) {
    super(state, tick);
  }

  /**
   * What a unit of work needs that waits.
   *
   * @param key which
   * @return its amounts
   */
  protected abstract Resources amounts(K key);

  /**
   * Gives offers back that nobody uses.
   *
   * @param offers which; may be none
   * @param refuse how long not to be offered the same; new work revives
   */
  public final void decline(List<OfferId> offers, Duration refuse) {
    become(state().with(state().appetite().decline(offers, refuse, effects())));
  }

  /** What waits may have changed: says so to the master, and wakes it if there is more. */
  public final void appetite() {
    List<Resources> shapes = launches().shapes(this::amounts);
    boolean[] more = {false};
    eachThatWaitsNow(key -> more[0] = true);
    Appetite now = state().appetite();
    become(state().with(more[0] ? now.hungry(shapes, effects()) : now.settle(shapes, effects())));
  }
}
