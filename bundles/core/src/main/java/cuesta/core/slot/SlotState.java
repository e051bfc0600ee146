package cuesta.core.slot;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A slot.
 *
 * @param entries the candidates that are present, by service number
 * @param limits how patient it is
 * @param paused nothing is opened, nothing is current
 * @param shut it only empties
 */
public record SlotState(
    SortedMap<Long, Entry> entries, SlotLimits limits, boolean paused, boolean shut) {
  /** Keeps the map from being changed. */
  public SlotState {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /**
   * A slot without candidates.
   *
   * @param limits how patient it is
   * @param paused whether it waits for {@link SlotEvent.Resume}
   * @return the slot
   */
  public static SlotState empty(SlotLimits limits, boolean paused) {
    return new SlotState(new TreeMap<>(), limits, paused, false);
  }

  /**
   * The candidate that is called.
   *
   * @return the entry, if one is current
   */
  public Optional<Entry> current() {
    return entries.values().stream().filter(e -> e.phase() == Phase.CURRENT).findFirst();
  }
}
