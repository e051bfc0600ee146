package cuesta.framework.ci.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * That an attempt is to end before its time.
 *
 * @param kind why
 * @param at since when
 */
public record Stop(Kind kind, Optional<Instant> at) {
  /** It is not. */
  public static final Stop NO = new Stop(Kind.NO, Optional.empty());

  /** Why. */
  public enum Kind {
    /** It is not. */
    NO,
    /** It was canceled. */
    CANCELED,
    /** It took too long. */
    TIMEOUT
  }

  /**
   * Whether it is to end.
   *
   * @return true if so
   */
  public boolean isWanted() {
    return kind != Kind.NO;
  }
}
