package cuesta.core.edge.master;

import cuesta.api.allocator.Budget;
import cuesta.core.master.Limits;
import java.time.Duration;

/** The bounds of one allocation cycle, on the real clock. */
final class CycleBudget implements Budget {
  /**
   * Longer than any sane cycle over ten thousand agents, short enough that new work is not kept
   * waiting by a slow one.
   */
  static final Duration TIME = Duration.ofSeconds(2);

  private final long end = System.nanoTime() + TIME.toNanos();
  private final long seed;

  CycleBudget(long seed) {
    this.seed = seed;
  }

  @Override
  public boolean exhausted() {
    return System.nanoTime() - end >= 0;
  }

  @Override
  public int maxGrants() {
    return Limits.GRANTS;
  }

  @Override
  public long seed() {
    return seed;
  }
}
