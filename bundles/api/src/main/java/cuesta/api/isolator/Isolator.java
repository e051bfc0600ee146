package cuesta.api.isolator;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.resources.Resources;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One kind of isolation on one agent. Each container has a lane (a virtual thread): calls for one
 * container never overlap, calls for different ones do. Calls may block, up to 30 s each. Each call
 * may be repeated after a crash with the same arguments and must then give the same end.
 */
@ConsumerType
public interface Isolator extends AutoCloseable {
  /**
   * Makes ready what the container needs, before its supervisor starts. What is returned is durable
   * before anything runs.
   *
   * @param spec the container
   * @return what the supervisor has to do, and what to remember
   * @throws Exception to refuse; the task fails with LAUNCH_FAILED and the message
   */
  Preparation prepare(ContainerSpec spec) throws Exception;

  /**
   * Changes the limits of a running container. Whoever asks for it is still to come: no operation
   * of a framework changes a task that runs.
   *
   * @param container which; unknown or ended succeeds
   * @param limits the new limits
   * @throws Exception if it could not be done; the limits then stay as they were
   */
  void update(ContainerId container, Resources limits) throws Exception;

  /**
   * What the container uses. Within 100 ms; for doors that show it, which are still to come.
   *
   * @param container which
   * @return names (docs/reference) and amounts; empty if unknown
   * @throws Exception if it could not be read; counted, nothing follows
   */
  default SortedMap<String, Long> usage(ContainerId container) throws Exception {
    return Collections.emptySortedMap();
  }

  /**
   * Says why a container ended, if this isolator knows better than its exit status does. Called
   * once it has ended, before {@link #cleanup}; may be repeated.
   *
   * @param container which
   * @return the limit that it passed, if any
   * @throws Exception if it could not be read; counted, the exit status then stands alone
   */
  default Optional<Reason> ended(ContainerId container) throws Exception {
    return Optional.empty();
  }

  /**
   * Removes all that {@link #prepare} made; afterwards nothing of the container is left in the
   * kernel. Called after the last process has gone or when the launch failed.
   *
   * @param container which; unknown succeeds
   * @throws Exception if something is left; repeated later
   */
  void cleanup(ContainerId container) throws Exception;

  /** Retires; containers run on. */
  @Override
  default void close() {}
}
