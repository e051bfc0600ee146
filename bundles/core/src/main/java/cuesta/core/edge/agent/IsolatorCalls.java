package cuesta.core.edge.agent;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.isolator.ContainerSpec;
import cuesta.api.isolator.Preparation;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * The isolators of an agent, all of them at once. Called in a container's lane; calls for different
 * containers come at the same time. Deadlines and failures of plugins are dealt with behind it: it
 * throws nothing.
 */
public interface IsolatorCalls {
  /**
   * Has each isolator prepare a container, in the order of their names, until one refuses.
   *
   * @param container which
   * @param spec what an isolator of a name is told
   * @return what each prepared, by name
   */
  Answer<SortedMap<String, Preparation>> prepareAll(
      ContainerId container, Function<String, ContainerSpec> spec);

  /**
   * Asks each isolator why a container ended.
   *
   * @param container which
   * @return what the first that knows says
   */
  Optional<Reason> ended(ContainerId container);

  /**
   * Has each isolator remove what it made. All are asked, even if one fails.
   *
   * @param container which
   * @return empty if nothing is left, or why something is
   */
  Optional<Reason> cleanupAll(ContainerId container);
}
