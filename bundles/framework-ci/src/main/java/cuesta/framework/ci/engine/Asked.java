package cuesta.framework.ci.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that is asked of an agent until it is had.
 *
 * @param tries how often that failed
 * @param at when it is asked again; absent while an answer is awaited
 */
public record Asked(int tries, Optional<Instant> at) {
  /** The first time. */
  public static final Asked FIRST = new Asked(0, Optional.empty());

  Asked failed(Instant again) {
    return new Asked(tries + 1, Optional.of(again));
  }

  Asked again() {
    return new Asked(tries, Optional.empty());
  }
}
