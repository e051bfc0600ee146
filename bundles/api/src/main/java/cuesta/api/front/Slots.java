package cuesta.api.front;

import cuesta.api.Reason;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The slots of one node (a master or an agent): an OSGi service of the core, for {@code deploy} and
 * for fronts. Any thread.
 */
@ProviderType
public interface Slots {
  /**
   * All candidates present, and the last 100 that have left.
   *
   * @return rows, by slot, name and rank
   */
  List<PluginView> candidates();

  /**
   * What is missing: slots without which the process does not do what it was started for.
   *
   * @return reasons for the process's health; empty if all is well, or if the node says so itself
   */
  List<Reason> health();

  /**
   * Follows changes of state. The consumer is called on a thread of the slots, in order; it must
   * not block.
   *
   * @param watcher is told each new state of a candidate
   * @return ends the watch
   */
  AutoCloseable watch(Consumer<PluginView> watcher);
}
