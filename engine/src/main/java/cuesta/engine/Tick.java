package cuesta.engine;

import java.time.Instant;
import java.util.UUID;

/**
 * Stamped by the host on each event: the only source of time, ids and chance in an engine.
 *
 * @param nanos monotonic time, for timers; its zero means nothing
 * @param wall wall-clock time, for what is kept and shown
 * @param random the only source of chance
 */
public record Tick(long nanos, Instant wall, SplitMix random) {
  /**
   * A fresh id.
   *
   * @return a version 4 UUID made from this tick's chance
   */
  public String uuid() {
    long high = random.next() & 0xffffffffffff0fffL | 0x4000L;
    long low = random.next() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
