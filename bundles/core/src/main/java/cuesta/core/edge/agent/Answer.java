package cuesta.core.edge.agent;

import cuesta.api.Reason;
import java.util.Optional;

/**
 * What a call of a plugin came to: a value, or why there is none.
 *
 * @param value the value; null if it failed
 * @param failure why it failed
 * @param <T> the type of the value
 */
public record Answer<T>(T value, Optional<Reason> failure) {
  /**
   * A value.
   *
   * @param value the value
   * @param <T> its type
   * @return the answer
   */
  public static <T> Answer<T> of(T value) {
    return new Answer<>(value, Optional.empty());
  }

  /**
   * A failure.
   *
   * @param why the reason
   * @param <T> of what there is none
   * @return the answer
   */
  public static <T> Answer<T> failed(Reason why) {
    return new Answer<>(null, Optional.of(why));
  }
}
