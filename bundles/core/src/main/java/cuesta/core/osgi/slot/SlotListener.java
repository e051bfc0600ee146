package cuesta.core.osgi.slot;

import cuesta.api.front.PluginView;
import java.util.Optional;

/**
 * Told of each flip, in order, before the former instance is drained. Returns soon.
 *
 * @param <T> the instance
 */
@FunctionalInterface
public interface SlotListener<T> {
  /**
   * The reference was exchanged.
   *
   * @param now the new instance; empty if the slot is empty. To be forgotten at the next flip, and
   *     to be called through the slot
   * @param row who it is; empty if the slot is empty
   */
  void flipped(Optional<T> now, Optional<PluginView> row);
}
