package cuesta.core.osgi.slot;

import cuesta.api.Reason;
import java.util.Optional;

/**
 * What a call of a plugin gave.
 *
 * @param <R> what it answers
 */
public sealed interface Result<R> {
  /** It answered; null if the plugin answered null. */
  record Value<R>(R value) implements Result<R> {}

  /**
   * It did not.
   *
   * @param reason SLOT_EMPTY, PLUGIN_FAILED, PLUGIN_LATE, or what the plugin said
   * @param refusal the plugin said no by a checked exception or {@link cuesta.api.Refused}, as its
   *     contract allows; not counted as a failure
   */
  record Failure<R>(Reason reason, boolean refusal) implements Result<R> {}

  /**
   * The answer, if there is one.
   *
   * @return empty if the call failed or answered null
   */
  default Optional<R> answer() {
    return this instanceof Value<R> v ? Optional.ofNullable(v.value()) : Optional.empty();
  }

  /**
   * Why there is no answer.
   *
   * @return empty if the call succeeded
   */
  default Optional<Reason> failure() {
    return this instanceof Failure<R> f ? Optional.of(f.reason()) : Optional.empty();
  }
}
