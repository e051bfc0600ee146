package cuesta.engine;

/** Something the world outside is asked to do. Data: what performs it is the host. */
public interface Effect {
  /**
   * Effects for one recipient leave in the order in which they were made, even if the earlier one
   * has to wait for durability.
   *
   * @return the recipient; empty if order does not matter
   */
  default String recipient() {
    return "";
  }

  /**
   * Gives an event back to the engine after a delay. A later one with the same key replaces it.
   *
   * @param key which timer
   * @param delayNanos from the tick of the step that armed it
   * @param event what comes back
   * @param liveness whether it judges others by their silence: if the whole process was frozen, it
   *     is re-armed instead of fired
   */
  record Arm(String key, long delayNanos, Object event, boolean liveness) implements Effect {}

  /**
   * Takes a timer back.
   *
   * @param key which timer; unknown is fine
   */
  record Disarm(String key) implements Effect {}

  /**
   * Gives an event back to the engine once the changes of this step are durable: how a step says
   * "and when that is safe, go on".
   *
   * @param event what comes back
   */
  record Again(Object event) implements Effect {}
}
