package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.TaskId;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.Difference;
import cuesta.api.cluster.EventView;
import cuesta.api.cluster.TaskView;
import cuesta.core.message.TaskKey;
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
 * @param books who is there, and who holds what
 * @param links whom open connections belong to
 * @param past what is over
 * @param allocation where the allocation cycle stands
 */
public record MasterState(
    long version,
    Instant time,
    Lead lead,
    Registry registry,
    Books books,
    Links links,
    Past past,
    Allocation allocation)
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
          Books.EMPTY,
          Links.NONE,
          Past.NONE,
          Allocation.NONE);

  MasterState at(Instant now) {
    return new MasterState(version + 1, now, lead, registry, books, links, past, allocation);
  }

  MasterState with(Lead next) {
    return new MasterState(version, time, next, registry, books, links, past, allocation);
  }

  MasterState with(Registry next) {
    return new MasterState(version, time, lead, next, books, links, past, allocation);
  }

  MasterState with(Books next) {
    return new MasterState(version, time, lead, registry, next, links, past, allocation);
  }

  MasterState with(Links next) {
    return new MasterState(version, time, lead, registry, books, next, past, allocation);
  }

  MasterState with(Past next) {
    return new MasterState(version, time, lead, registry, books, links, next, allocation);
  }

  MasterState with(Allocation next) {
    return new MasterState(version, time, lead, registry, books, links, past, next);
  }

  /** Another leadership, or none, over this registry: of the one before only its events stay. */
  MasterState anew(Lead nextLead, Registry nextRegistry) {
    return new MasterState(
        version,
        time,
        nextLead,
        nextRegistry,
        Books.EMPTY,
        Links.NONE,
        Past.NONE.withEvents(past.events()),
        new Allocation(allocation.allocator(), 0, false, true));
  }

  /**
   * Agents, their tasks inside.
   *
   * @return agents by id
   */
  public Table<AgentId, AgentEntry> agentTable() {
    return books.agents();
  }

  /**
   * Frameworks that are subscribed or may come back.
   *
   * @return frameworks by id
   */
  public Table<FrameworkId, FrameworkEntry> frameworkTable() {
    return books.frameworks();
  }

  /**
   * Outstanding offers.
   *
   * @return outstanding offers by id
   */
  public Table<OfferId, OfferEntry> offerTable() {
    return books.offers();
  }

  /**
   * Where live tasks are.
   *
   * @return where each live task is
   */
  public Table<TaskKey, AgentId> taskIndex() {
    return books.index();
  }

  /**
   * Whom streams belong to.
   *
   * @return which agent a stream belongs to
   */
  public Table<Long, AgentId> streams() {
    return links.streams();
  }

  /**
   * Whom sessions belong to.
   *
   * @return which framework a session belongs to
   */
  public Table<Long, FrameworkId> sessions() {
    return links.sessions();
  }

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
    return agentTable().values();
  }

  @Override
  public Optional<AgentEntry> agent(AgentId id) {
    return Optional.ofNullable(agentTable().get(id));
  }

  @Override
  public Iterable<FrameworkEntry> frameworks() {
    return frameworkTable().values();
  }

  @Override
  public Optional<FrameworkEntry> framework(FrameworkId id) {
    return Optional.ofNullable(frameworkTable().get(id));
  }

  @Override
  public Iterable<RoleEntry> roles() {
    return Roles.of(this);
  }

  @Override
  public Iterable<OfferEntry> offers() {
    return offerTable().values();
  }

  @Override
  public Optional<OfferEntry> offer(OfferId id) {
    return Optional.ofNullable(offerTable().get(id));
  }

  @Override
  public Optional<TaskEntry> task(FrameworkId framework, TaskId id) {
    return task(new TaskKey(framework, id));
  }

  /**
   * A task, ended or not, as far as it is kept.
   *
   * @param framework whose
   * @param id its id
   * @return the live one, or the last one that ended
   */
  public Optional<? extends TaskView> liveOrEnded(FrameworkId framework, TaskId id) {
    Optional<TaskEntry> found = task(framework, id);
    if (found.isEmpty() && frameworkTable().get(framework) != null) {
      for (TaskEntry ended : frameworkTable().get(framework).completed().items().values()) {
        found = ended.id().equals(id) ? Optional.of(ended) : found;
      }
    }
    return found;
  }

  Optional<TaskEntry> task(TaskKey key) {
    AgentId agent = taskIndex().get(key);
    return agent == null
        ? Optional.empty()
        : Optional.ofNullable(agentTable().get(agent).table().get(key));
  }

  @Override
  public Iterable<TaskEntry> completedTasks() {
    List<TaskEntry> all = new ArrayList<>();
    for (FrameworkEntry framework : past.ended().items().values()) {
      framework.completed().items().values().forEach(all::add);
    }
    for (FrameworkEntry framework : frameworkTable().values()) {
      framework.completed().items().values().forEach(all::add);
    }
    return all;
  }

  @Override
  public Iterable<? extends EventView> events(long after) {
    List<EventView> found = new ArrayList<>();
    for (EventEntry event : past.events().items().values()) {
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
