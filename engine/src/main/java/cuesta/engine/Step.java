package cuesta.engine;

import java.util.List;

/**
 * What one event did.
 *
 * @param state the state after it, changes already replayed
 * @param changes what has to become durable, in order
 * @param effects what leaves after that, in order
 * @param <S> the state
 */
public record Step<S>(S state, List<Change> changes, List<Effect> effects) {
  /** Copies the lists. */
  public Step {
    changes = List.copyOf(changes);
    effects = List.copyOf(effects);
  }

  /**
   * A step that did nothing.
   *
   * @param state the state, unchanged
   * @param <S> its type
   * @return the step
   */
  public static <S> Step<S> none(S state) {
    return new Step<>(state, List.of(), List.of());
  }
}
