package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.TaskId;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.Difference;
import cuesta.api.cluster.EventView;
import cuesta.core.message.TaskKey;
import cuesta.engine.Ring;
import cuesta.engine.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a master knows, at one instant. Immutable, and itself the view that readers get.
 *
 * @param version grows with each step
 * @param time when it was so
 * @param lead its leadership
 * @param registry the durable part
 * @param agentTable agents
 * @param frameworkTable frameworks
 * @param offerTable outstanding offers
 * @param taskIndex where each live task is
 * @param streams which agent a stream belongs to
 * @param sessions which framework a session belongs to
 * @param ended frameworks that were removed
 * @param allocation where the allocation cycle stands
 * @param eventRing what happened
 */
public record MasterState(
    long version,
    Instant time,
    Lead lead,
    Registry registry,
    Table<AgentId, AgentEntry> agentTable,
    Table<FrameworkId, FrameworkEntry> frameworkTable,
    Table<OfferId, OfferEntry> offerTable,
    Table<TaskKey, AgentId> taskIndex,
    Table<Long, AgentId> streams,
    Table<Long, FrameworkId> sessions,
    Ring<FrameworkEntry> ended,
    Allocation allocation,
    Ring<EventEntry> eventRing)
    implements ClusterView {

  /**
   * A leadership.
   *
   * @param term its term; 0 for a standby
   * @param masterId new in each term, part of every id that is minted
   * @param begun whether the take-over is durable; until then everybody is refused
   * @param offers counts offers
   * @param agents counts agents
   * @param frameworks counts frameworks
   * @param registrations counts agents' registrations
   */
  public record Lead(
      long term,
      String masterId,
      boolean begun,
      long offers,
      long agents,
      long frameworks,
      long registrations) {
    static final Lead NONE = new Lead(0, "", false, 0, 0, 0, 0);

    Lead begin() {
      return new Lead(term, masterId, true, offers, agents, frameworks, registrations);
    }

    Lead counted(int moreOffers, int moreAgents, int moreFrameworks, int moreRegistrations) {
      return new Lead(
          term,
          masterId,
          begun,
          offers + moreOffers,
          agents + moreAgents,
          frameworks + moreFrameworks,
          registrations + moreRegistrations);
    }
  }

  /**
   * Where the allocation cycle stands: one runs at a time, and what changes meanwhile makes another
   * one follow.
   *
   * @param allocator the name of the current allocator; empty while there is none
   * @param cycle numbers the cycles
   * @param running whether the allocator was asked and has not answered
   * @param dirty whether something changed since it was asked
   */
  public record Allocation(String allocator, long cycle, boolean running, boolean dirty) {
    static final Allocation NONE = new Allocation("", 0, false, true);
  }

  /** A standby that knows nothing. */
  public static final MasterState STANDBY =
      new MasterState(
          0,
          Instant.EPOCH,
          Lead.NONE,
          Registry.EMPTY,
          Table.empty(),
          Table.empty(),
          Table.empty(),
          Table.empty(),
          Table.empty(),
          Table.empty(),
          Ring.of(Limits.COMPLETED_FRAMEWORKS),
          Allocation.NONE,
          Ring.of(Limits.EVENTS));

  /**
   * Whether this master leads and its take-over is durable.
   *
   * @return true if it acts
   */
  public boolean isLeading() {
    return lead.begun();
  }

  @Override
  public long term() {
    return lead.begun() ? lead.term() : 0;
  }

  @Override
  public Iterable<AgentEntry> agents() {
    return agentTable.values();
  }

  @Override
  public Optional<AgentEntry> agent(AgentId id) {
    return Optional.ofNullable(agentTable.get(id));
  }

  @Override
  public Iterable<FrameworkEntry> frameworks() {
    return frameworkTable.values();
  }

  @Override
  public Optional<FrameworkEntry> framework(FrameworkId id) {
    return Optional.ofNullable(frameworkTable.get(id));
  }

  @Override
  public Iterable<RoleEntry> roles() {
    return Roles.of(this);
  }

  @Override
  public Iterable<OfferEntry> offers() {
    return offerTable.values();
  }

  @Override
  public Optional<OfferEntry> offer(OfferId id) {
    return Optional.ofNullable(offerTable.get(id));
  }

  @Override
  public Optional<TaskEntry> task(FrameworkId framework, TaskId id) {
    return task(new TaskKey(framework, id));
  }

  Optional<TaskEntry> task(TaskKey key) {
    AgentId agent = taskIndex.get(key);
    return agent == null
        ? Optional.empty()
        : Optional.ofNullable(agentTable.get(agent).table().get(key));
  }

  @Override
  public Iterable<TaskEntry> completedTasks() {
    List<TaskEntry> all = new ArrayList<>();
    for (FrameworkEntry framework : ended.items().values()) {
      framework.completed().items().values().forEach(all::add);
    }
    for (FrameworkEntry framework : frameworkTable.values()) {
      framework.completed().items().values().forEach(all::add);
    }
    return all;
  }

  @Override
  public Iterable<? extends EventView> events(long after) {
    List<EventView> found = new ArrayList<>();
    for (EventEntry event : eventRing.items().values()) {
      if (event.number() > after) {
        found.add(event);
      }
    }
    return found;
  }

  @Override
  public Optional<Difference> since(ClusterView older) {
    return older instanceof MasterState state && state.lead.masterId().equals(lead.masterId())
        ? Optional.of(Changed.between(state, this))
        : Optional.empty();
  }
}
