package cuesta.api.cluster;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.TaskId;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The whole cluster at one instant. Immutable; any thread. May be kept, but keeping one keeps its
 * memory: a plugin keeps at most one.
 */
@ProviderType
public interface ClusterView {
  /**
   * Grows with each step of the leader.
   *
   * @return the version within the term
   */
  long version();

  /**
   * The leader's term.
   *
   * @return 0 if this master does not lead
   */
  long term();

  /**
   * When it was so.
   *
   * @return wall-clock time at the master
   */
  Instant time();

  /**
   * All agents but those that are gone.
   *
   * @return sorted by id
   */
  Iterable<? extends AgentView> agents();

  /**
   * One agent.
   *
   * @param id its id
   * @return the agent, if known
   */
  Optional<? extends AgentView> agent(AgentId id);

  /**
   * All frameworks but those that were removed.
   *
   * @return sorted by id
   */
  Iterable<? extends FrameworkView> frameworks();

  /**
   * One framework.
   *
   * @param id its id
   * @return the framework, if known
   */
  Optional<? extends FrameworkView> framework(FrameworkId id);

  /**
   * All roles that are used, weighted or have a quota.
   *
   * @return sorted by path
   */
  Iterable<? extends RoleView> roles();

  /**
   * All outstanding offers.
   *
   * @return sorted by id
   */
  Iterable<? extends OfferView> offers();

  /**
   * One offer.
   *
   * @param id its id
   * @return the offer, if outstanding
   */
  Optional<? extends OfferView> offer(OfferId id);

  /**
   * One live task, found by index.
   *
   * @param framework whose
   * @param id its id
   * @return the task, if live
   */
  Optional<? extends TaskView> task(FrameworkId framework, TaskId id);

  /**
   * Tasks that have ended, the last 1,000 of each framework.
   *
   * @return in the order in which they ended, by framework
   */
  Iterable<? extends TaskView> completedTasks();

  /**
   * Events after a number, oldest first; only a bounded number of events is kept.
   *
   * @param after the last number already seen; 0 for all that are kept
   * @return the events
   */
  Iterable<? extends EventView> events(long after);

  /**
   * What differs from an older view, at the cost of the difference.
   *
   * @param older a view of the same term
   * @return the difference; empty if everything must be compared, since the view is of another term
   *     or master
   */
  Optional<Difference> since(ClusterView older);
}
