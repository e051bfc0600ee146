package cuesta.engine;

/**
 * A decision maker. Both functions are pure: the same arguments give the same result, on any
 * machine, today and in ten years.
 *
 * @param <S> its immutable state
 * @param <E> its events
 */
public interface Engine<S, E> {
  /**
   * Decides on one event.
   *
   * @param state the state before
   * @param event what happened
   * @param tick the only source of time, ids and chance
   * @return the state after, with what must be durable and what must leave
   * @throws RuntimeException discards the step whole; the event is refused as INTERNAL
   */
  Step<S> step(S state, E event, Tick tick);

  /**
   * Applies a durable change.
   *
   * @param state the state before
   * @param change a fact
   * @return the state after
   */
  S replay(S state, Change change);
}
