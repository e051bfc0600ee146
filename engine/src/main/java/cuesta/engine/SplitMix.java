package cuesta.engine;

/**
 * The SplitMix64 generator (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
 * OOPSLA 2014): small, seedable, and the same on every machine. One thread.
 */
public final class SplitMix {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  /**
   * A generator.
   *
   * @param seed any number
   */
  public SplitMix(long seed) {
    state = seed;
  }

  /**
   * The next number.
   *
   * @return 64 bits
   */
  public long next() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * A number below a bound.
   *
   * @param bound greater than 0
   * @return 0 to bound − 1
   */
  public int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /**
   * Whether something of this probability happens.
   *
   * @param probability 0 to 1
   * @return true in that share of calls
   */
  public boolean chance(double probability) {
    return (next() >>> 11) * 0x1.0p-53 < probability;
  }

  /**
   * A generator of its own, so that one consumer's draws do not shift another's.
   *
   * @return seeded by this one
   */
  public SplitMix fork() {
    return new SplitMix(next());
  }
}
