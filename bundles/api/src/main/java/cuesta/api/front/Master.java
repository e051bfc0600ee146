package cuesta.api.front;

import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.http.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A master as fronts see it: an OSGi service, one per master in the process. Readers never touch
 * the master's loop. Any thread.
 */
@ProviderType
public interface Master {
  /**
   * Who leads.
   *
   * @return a snapshot
   */
  Leadership leadership();

  /**
   * The cluster as last made durable.
   *
   * @return the view
   */
  ClusterView view();

  /**
   * Why this master is not in full health: no allocator, no agents, registry unavailable.
   *
   * @return reasons; empty if all is well
   */
  List<Reason> health();

  /**
   * What was refused because the leader or the session it came from is over, since this process
   * started.
   *
   * @return counts by name, zeros included; the names are in docs/reference/http.md
   */
  SortedMap<String, Long> refused();

  /**
   * Follows the cluster, in order, on a lane of its own with a bounded queue.
   *
   * @param from a view; the first call tells what changed since
   * @param watcher who is told; too slow means {@link Watcher#closed}: start again from a fresh
   *     view
   * @return ends the watch
   */
  AutoCloseable watch(ClusterView from, Watcher watcher);

  /**
   * Subscribes a framework from outside.
   *
   * @param principal on whose behalf
   * @param id its id from last time; empty for a new framework
   * @param info how it introduces itself
   * @param events its ear
   * @return its voice; usable from {@link Scheduler#subscribed} on
   */
  SchedulerSession subscribe(
      Principal principal, Optional<FrameworkId> id, FrameworkInfo info, Scheduler events);

  /**
   * Does what an operator asks. One call per kind would grow this interface for ever; {@link
   * OperatorCall} has factories for the known kinds.
   *
   * @param principal who asks
   * @param call what
   * @return completes when durable, or exceptionally with {@link cuesta.api.Refused}
   */
  CompletionStage<Void> operate(Principal principal, OperatorCall call);

  /**
   * Why a framework waits or gets little.
   *
   * @param framework which
   * @return reasons of core and allocator
   */
  List<Reason> explain(FrameworkId framework);

  /**
   * Why a task waits or ended as it did. Asks the master and then the in-process frameworks, who
   * may know of it before the master does.
   *
   * @param task which
   * @return reasons; empty if nobody knows the task, or has anything to say of it
   */
  List<Reason> explain(TaskId task);

  /**
   * What a framework serves over HTTP.
   *
   * @param prefix the first path segment
   * @return the endpoint of the current instance
   */
  Optional<Endpoint> endpoint(String prefix);
}
