package cuesta.engine.loop;

import cuesta.engine.Host;

/**
 * What a loop acts on. Called on the loop's thread; timers and {@code Again} are the loop's own and
 * do not come here.
 */
public interface World extends Host {
  /**
   * A batch of events was handled: the moment to write what {@link #persist} collected, once for
   * all of them. May call {@link EngineLoop#committed}.
   */
  void flush();

  /** The applied and committed states were published; readers may be woken. Must not block. */
  default void published() {}
}
