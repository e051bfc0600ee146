package cuesta.contracts.allocator.views;

import cuesta.api.allocator.Budget;

/** A budget that ends after a number of looks instead of a time. One cycle, one budget. */
public final class FakeBudget implements Budget {
  private final int looksAllowed;
  private final int maxGrants;
  private final long seed;
  private int looks;

  private FakeBudget(int looksAllowed, int maxGrants, long seed) {
    this.looksAllowed = looksAllowed;
    this.maxGrants = maxGrants;
    this.seed = seed;
  }

  /**
   * Never exhausted, as many grants as wanted.
   *
   * @param seed the source of chance
   * @return the budget
   */
  public static FakeBudget ample(long seed) {
    return new FakeBudget(Integer.MAX_VALUE, Integer.MAX_VALUE, seed);
  }

  /**
   * Exhausted after a number of looks.
   *
   * @param looks how many looks answer no
   * @param seed the source of chance
   * @return the budget
   */
  public static FakeBudget ofLooks(int looks, long seed) {
    return new FakeBudget(looks, Integer.MAX_VALUE, seed);
  }

  /**
   * Bounded in grants.
   *
   * @param grants how many are looked at
   * @param seed the source of chance
   * @return the budget
   */
  public static FakeBudget ofGrants(int grants, long seed) {
    return new FakeBudget(Integer.MAX_VALUE, grants, seed);
  }

  /**
   * How often it was looked at.
   *
   * @return the number of calls of {@link #exhausted}
   */
  public int looks() {
    return looks;
  }

  @Override
  public boolean exhausted() {
    return looks++ >= looksAllowed;
  }

  @Override
  public int maxGrants() {
    return maxGrants;
  }

  @Override
  public long seed() {
    return seed;
  }
}
