package cuesta.framework.kit.host;

import cuesta.engine.Engine;
import cuesta.engine.loop.World;
import cuesta.framework.kit.FrameworkEvent;

/**
 * Time and threads, as far as a {@link KitHost} needs them: {@link Threads} in a process, virtual
 * ones in a simulation. So one host runs in both.
 */
public interface Clockwork {
  /**
   * A loop for an engine, not yet started.
   *
   * @param <S> the engine's state
   * @param name for people
   * @param engine what decides
   * @param initial the state to start from
   * @param world what it acts on
   * @return the loop
   */
  <S> Loop<S> loop(String name, Engine<S, FrameworkEvent> engine, S initial, World world);

  /**
   * Runs something that would hold up the caller, beside it.
   *
   * @param task what; may take its time
   */
  void aside(Runnable task);

  /**
   * Runs something later, as {@link #aside} does.
   *
   * @param millis how much later
   * @param task what
   */
  void after(long millis, Runnable task);

  /**
   * What {@link cuesta.engine.loop.EngineLoop} is to its users; its words hold here too.
   *
   * @param <S> the engine's state
   */
  interface Loop<S> extends AutoCloseable {
    /** Begins to handle events. */
    void start();

    /**
     * Hands over an event; may wait.
     *
     * @param event the event; dropped if the loop is closed
     */
    void put(FrameworkEvent event);

    /**
     * Hands over an event that may be shed.
     *
     * @param event the event
     * @return false if it was dropped
     */
    boolean offer(FrameworkEvent event);

    /**
     * Tells that changes are durable.
     *
     * @param upTo the position of the last of them
     */
    void durable(long upTo);

    /**
     * The newest state of which all is durable.
     *
     * @return the state
     */
    S committed();

    /** Handles nothing more. */
    @Override
    void close();
  }
}
