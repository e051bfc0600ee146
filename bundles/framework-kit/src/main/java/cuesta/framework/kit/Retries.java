package cuesta.framework.kit;

import cuesta.engine.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often what ended badly is tried again, and after which waits. The instant goes into the
 * framework's entry, so that a successor waits no longer and no shorter; see {@link Delays}.
 *
 * @param most tries after the first one; 0 for none
 * @param waits the waits between the end of a try and the next
 */
public record Retries(int most, Backoff waits) {
  /** Never again. */
  public static final Retries NONE =
      new Retries(0, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)));

  /**
   * When to try again.
   *
   * @param attempt the try that ended badly; 1 for the first
   * @param tick the step's time and chance
   * @return not before then; empty if it was the last try
   */
  public Optional<Instant> after(int attempt, Tick tick) {
    return attempt > most
        ? Optional.empty()
        : Optional.of(tick.wall().plusNanos(waits.nanos(attempt - 1, tick.random())));
  }
}
