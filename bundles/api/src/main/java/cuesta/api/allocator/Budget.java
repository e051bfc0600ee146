package cuesta.api.allocator;

import org.osgi.annotation.versioning.ProviderType;

/** The bounds of one cycle. */
@ProviderType
public interface Budget {
  /**
   * Whether the time is used up (2 s); then return what you have, the next cycle goes on.
   *
   * @return true if so
   */
  boolean exhausted();

  /**
   * How many grants are looked at.
   *
   * @return the limit; further grants are dropped
   */
  int maxGrants();

  /**
   * The only source of chance.
   *
   * @return differs from cycle to cycle, the same in a replay
   */
  long seed();
}
