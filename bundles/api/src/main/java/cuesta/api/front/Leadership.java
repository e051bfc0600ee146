package cuesta.api.front;

import cuesta.api.ha.LeaderInfo;
import java.util.Optional;

/**
 * Who leads, as this process knows it.
 *
 * @param leading whether the master of this process leads and has loaded its registry
 * @param term the highest term it knows
 * @param leader the leader, if there is one
 */
public record Leadership(boolean leading, long term, Optional<LeaderInfo> leader) {
  /** Nobody leads. */
  public static final Leadership NONE = new Leadership(false, 0, Optional.empty());
}
