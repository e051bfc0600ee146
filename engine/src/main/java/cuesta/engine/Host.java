package cuesta.engine;

import java.util.List;

/**
 * The world outside of one engine. Two families of implementations: production (disk, network,
 * threads) and simulation. Called on the engine's thread only; what comes back later (a commit, a
 * timer, an answer) comes as an event.
 */
public interface Host {
  /**
   * Makes changes durable, in the order of the calls. When all up to {@code position} are, {@link
   * Runner#committed} is called on the engine's thread; perhaps within this call, perhaps for many
   * positions at once.
   *
   * @param position the number of the step that made them; grows
   * @param changes at least one
   */
  void persist(long position, List<Change> changes);

  /**
   * Does what an engine asks.
   *
   * @param effect what; timers and {@link Effect.Again} included
   */
  void perform(Effect effect);

  /**
   * An event broke the engine; its step was discarded. Refuse the event's sender, close its stream,
   * keep the event for replay.
   *
   * @param event the event
   * @param failure what it broke
   */
  void poisoned(Object event, RuntimeException failure);
}
