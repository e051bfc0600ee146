package cuesta.core.master;

import cuesta.api.Reason;
import cuesta.api.cluster.EventView;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened.
 *
 * @param number term in the upper bits, count in the lower: grows across leaders
 * @param time when
 * @param kind what kind of thing
 * @param subject about what
 * @param detail for people
 * @param reason why
 */
record EventEntry(
    long number, Instant time, String kind, String subject, String detail, Optional<Reason> reason)
    implements EventView {
  /** Terms × 2^32 events stay below 2^53, where JSON readers lose digits, for two million terms. */
  private static final int TERM_SHIFT = 32;

  static long number(long term, long count) {
    return (term << TERM_SHIFT) + count;
  }
}
