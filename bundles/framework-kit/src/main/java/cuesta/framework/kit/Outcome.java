package cuesta.framework.kit;

import java.util.OptionalInt;

/**
 * What happened to a unit of work. The framework keeps the launch with its unit, as a change of the
 * same step, and decides what the unit does now.
 *
 * @param <K> the framework's keys
 */
public sealed interface Outcome<K> {
  /** How it ended will never be known. */
  OptionalInt LOST = OptionalInt.of(-1);

  /**
   * Nothing new; nothing to keep.
   *
   * @param <K> the framework's keys
   */
  record Nothing<K>() implements Outcome<K> {}

  /**
   * It goes on; its state, its container or its wish to be killed is new.
   *
   * @param key whose
   * @param launch what to keep
   * @param <K> the framework's keys
   */
  record Said<K>(K key, Launch launch) implements Outcome<K> {}

  /**
   * It is over. The launch says in which state and why.
   *
   * @param key whose
   * @param launch what to keep
   * @param exit the exit status; empty if there was none (it never started, a signal before exec);
   *     {@link #LOST} if it ran and how it ended will never be known
   * @param <K> the framework's keys
   */
  record Ended<K>(K key, Launch launch, OptionalInt exit) implements Outcome<K> {}

  /**
   * The launch came to nothing and never will; it waits for another offer.
   *
   * @param key whose
   * @param launch what to keep; it says why
   * @param <K> the framework's keys
   */
  record Again<K>(K key, Launch launch) implements Outcome<K> {}

  /**
   * So many launches came to nothing that another makes no sense. It never ran.
   *
   * @param key whose
   * @param launch what to keep; it says why
   * @param <K> the framework's keys
   */
  record GaveUp<K>(K key, Launch launch) implements Outcome<K> {}
}
