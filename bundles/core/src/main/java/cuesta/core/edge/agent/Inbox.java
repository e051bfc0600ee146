package cuesta.core.edge.agent;

/**
 * Where events go.
 *
 * @param <E> the events
 */
public interface Inbox<E> {
  /**
   * Hands over an event. Any thread; may wait while the inbox is full.
   *
   * @param event the event
   */
  void offer(E event);
}
