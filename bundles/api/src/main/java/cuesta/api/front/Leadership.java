package cuesta.api.front;

import cuesta.api.Reason;
import cuesta.api.ha.LeaderInfo;
import java.util.Optional;

/**
 * Who leads, as this process knows it.
 *
 * @param leading whether the master of this process leads and has loaded its registry
 * @param term the highest term it knows
 * @param leader the leader, if there is one
 * @param lost why this process stopped to lead; empty if it leads, or never did
 */
public record Leadership(
    boolean leading, long term, Optional<LeaderInfo> leader, Optional<Reason> lost) {
  /** Nobody leads. */
  public static final Leadership NONE =
      new Leadership(false, 0, Optional.empty(), Optional.empty());
}
