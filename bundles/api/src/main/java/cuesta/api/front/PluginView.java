package cuesta.api.front;

import cuesta.api.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A candidate of a slot, or a file that never became one.
 *
 * @param node "master" or the agent's node name; empty for a file
 * @param slot "allocator", "balancer", "framework", "isolator", "launcher"; empty for a file
 * @param name the plugin's name; empty if unknown
 * @param bundle symbolic name of its bundle; empty if unknown
 * @param version version of its bundle; empty if unknown
 * @param bundleId the framework's number of the bundle; -1 for a file
 * @param file the file it was deployed from; empty if it belongs to the distribution
 * @param state the slot's state ({@code CURRENT}, {@code OFFERED}…), or {@code REFUSED} for a file
 * @param since when it came to be so
 * @param reasons why, and what it says of itself; the weightiest first
 */
public record PluginView(
    String node,
    String slot,
    String name,
    String bundle,
    String version,
    long bundleId,
    String file,
    String state,
    Instant since,
    List<Reason> reasons) {
  /** It competes, or is a reserve. */
  public static final String OFFERED = "OFFERED";

  /** It is being opened. */
  public static final String WARMING = "WARMING";

  /** It serves. */
  public static final String CURRENT = "CURRENT";

  /** It ends its last calls. */
  public static final String RETIRING = "RETIRING";

  /** It would not open. */
  public static final String REJECTED = "REJECTED";

  /** It failed too often. */
  public static final String QUARANTINED = "QUARANTINED";

  /** It has left. */
  public static final String GONE = "GONE";

  /** The file was not taken. */
  public static final String REFUSED = "REFUSED";

  /** Copies the reasons. */
  public PluginView {
    reasons = List.copyOf(reasons);
  }

  /**
   * The weightiest reason.
   *
   * @return empty if there is nothing to say
   */
  public Optional<Reason> reason() {
    return reasons.stream().findFirst();
  }
}
