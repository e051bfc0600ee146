package cuesta.contracts.allocator.views;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.allocator.Grant;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.Difference;
import cuesta.api.resources.Resources;
import cuesta.contracts.allocator.views.FakeFramework.Refusal;
import cuesta.contracts.allocator.views.FakeFramework.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A cluster of agents, frameworks and roles, changed by making another. Offers and tasks are kept
 * as sums only: {@link #offer} books a grant, {@link #launch} and {@link #decline} end it.
 */
public final class FakeCluster implements ClusterView {
  /** Nothing at all, in term 1. */
  public static final FakeCluster EMPTY =
      new FakeCluster(1, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Told.NOTHING);

  private final long term;
  private final long version;
  private final SortedMap<AgentId, FakeAgent> agents;
  private final SortedMap<FrameworkId, FakeFramework> frameworks;
  private final SortedMap<RoleId, FakeRole> roles;
  private final Told told;

  /** What is only shown. */
  private record Told(List<FakeOffer> offers, List<FakeTask> ended, List<FakeEvent> events) {
    static final Told NOTHING = new Told(List.of(), List.of(), List.of());
  }

  private FakeCluster(
      long term,
      long version,
      SortedMap<AgentId, FakeAgent> agents,
      SortedMap<FrameworkId, FakeFramework> frameworks,
      SortedMap<RoleId, FakeRole> roles,
      Told told) {
    this.term = term;
    this.version = version;
    this.agents = Collections.unmodifiableSortedMap(agents);
    this.frameworks = Collections.unmodifiableSortedMap(frameworks);
    this.roles = Collections.unmodifiableSortedMap(roles);
    this.told = told;
  }

  /**
   * The same under another leader: no difference to it can be told.
   *
   * @param next the term
   * @return the cluster
   */
  public FakeCluster withTerm(long next) {
    return new FakeCluster(next, version + 1, agents, frameworks, roles, told);
  }

  /**
   * The same with agents added or replaced.
   *
   * @param some the agents
   * @return the cluster
   */
  public FakeCluster with(FakeAgent... some) {
    TreeMap<AgentId, FakeAgent> next = new TreeMap<>(agents);
    for (FakeAgent agent : some) {
      next.put(agent.id(), agent);
    }
    return new FakeCluster(term, version + 1, next, frameworks, roles, told);
  }

  /**
   * The same with frameworks added or replaced.
   *
   * @param some the frameworks
   * @return the cluster
   */
  public FakeCluster with(FakeFramework... some) {
    TreeMap<FrameworkId, FakeFramework> next = new TreeMap<>(frameworks);
    for (FakeFramework framework : some) {
      next.put(framework.id(), framework);
    }
    return new FakeCluster(term, version + 1, agents, next, roles, told);
  }

  /**
   * The same with roles set.
   *
   * @param some the roles
   * @return the cluster
   */
  public FakeCluster with(FakeRole... some) {
    TreeMap<RoleId, FakeRole> next = new TreeMap<>(roles);
    for (FakeRole role : some) {
      next.put(role.id(), role);
    }
    return new FakeCluster(term, version + 1, agents, frameworks, next, told);
  }

  /**
   * The same with these offers to be seen; nothing is booked.
   *
   * @param some all offers
   * @return the cluster
   */
  public FakeCluster showing(FakeOffer... some) {
    return told(new Told(List.of(some), told.ended(), told.events()));
  }

  /**
   * The same with these tasks that have ended.
   *
   * @param some all of them, the latest last
   * @return the cluster
   */
  public FakeCluster ended(FakeTask... some) {
    return told(new Told(told.offers(), List.of(some), told.events()));
  }

  /**
   * The same with events.
   *
   * @param last they are numbered from 1 to this
   * @return the cluster
   */
  public FakeCluster withEvents(int last) {
    List<FakeEvent> events = LongStream.rangeClosed(1, last).mapToObj(FakeEvent::new).toList();
    return told(new Told(told.offers(), told.ended(), events));
  }

  private FakeCluster told(Told now) {
    return new FakeCluster(term, version + 1, agents, frameworks, roles, now);
  }

  /**
   * The same without an agent; what frameworks held there is not taken back.
   *
   * @param id the agent
   * @return the cluster
   */
  public FakeCluster without(AgentId id) {
    TreeMap<AgentId, FakeAgent> next = new TreeMap<>(agents);
    next.remove(id);
    return new FakeCluster(term, version + 1, next, frameworks, roles, told);
  }

  /**
   * The same without a framework; what it held on agents stays taken.
   *
   * @param id the framework
   * @return the cluster
   */
  public FakeCluster without(FrameworkId id) {
    TreeMap<FrameworkId, FakeFramework> next = new TreeMap<>(frameworks);
    next.remove(id);
    return new FakeCluster(term, version + 1, agents, next, roles, told);
  }

  /**
   * Makes an offer of a grant.
   *
   * @param grant the grant
   * @return the cluster with its resources offered
   * @throws IllegalArgumentException if it is not free
   */
  public FakeCluster offer(Grant grant) {
    if (!agents.get(grant.agent()).free().contains(grant.resources())) {
      throw new IllegalArgumentException(grant + " is not free on its agent");
    }
    return move(grant, Resources.NONE, Resources.NONE, grant.resources(), 0);
  }

  /**
   * Ends an offer: a task takes a part, the rest is free at once.
   *
   * @param offer what was offered
   * @param task what the task takes
   * @return the cluster
   */
  public FakeCluster launch(Grant offer, Resources task) {
    return move(offer, task, offer.resources(), Resources.NONE, 1);
  }

  /**
   * Ends an offer: nothing is taken, and the same is not wanted for a while.
   *
   * @param offer what was offered
   * @return the cluster
   */
  public FakeCluster decline(Grant offer) {
    FakeCluster next = move(offer, Resources.NONE, offer.resources(), Resources.NONE, 0);
    FakeFramework framework = next.frameworks.get(offer.framework());
    List<Refusal> refusals = new ArrayList<>(framework.refusals());
    refusals.add(new Refusal(offer.role(), offer.agent(), offer.resources()));
    return next.with(framework.withRefusals(refusals));
  }

  /**
   * Ends a task.
   *
   * @param framework whose
   * @param role of which role
   * @param agent where
   * @param task what it held
   * @return the cluster
   */
  public FakeCluster end(FrameworkId framework, RoleId role, AgentId agent, Resources task) {
    FakeFramework owner = frameworks.get(framework);
    Usage usage = owner.usage(role);
    FakeAgent place = agents.get(agent);
    return with(place.with(place.used().minus(task), place.offered()))
        .with(
            owner.withUsage(
                role, new Usage(usage.used().minus(task.scalars()), usage.offered()), -1));
  }

  private FakeCluster move(
      Grant grant, Resources used, Resources lessOffered, Resources moreOffered, int tasks) {
    FakeAgent agent = agents.get(grant.agent());
    FakeFramework framework = frameworks.get(grant.framework());
    Usage usage = framework.usage(grant.role());
    // Sums over agents are of scalars: the same port on two agents does not add up.
    Resources offered = usage.offered().minus(lessOffered.scalars()).plus(moreOffered.scalars());
    return with(agent.with(
            agent.used().plus(used), agent.offered().minus(lessOffered).plus(moreOffered)))
        .with(
            framework.withUsage(
                grant.role(), new Usage(usage.used().plus(used.scalars()), offered), tasks));
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public long term() {
    return term;
  }

  @Override
  public Instant time() {
    return Instant.EPOCH.plusMillis(version);
  }

  @Override
  public Collection<FakeAgent> agents() {
    return agents.values();
  }

  @Override
  public Optional<FakeAgent> agent(AgentId id) {
    return Optional.ofNullable(agents.get(id));
  }

  @Override
  public Collection<FakeFramework> frameworks() {
    return frameworks.values();
  }

  @Override
  public Optional<FakeFramework> framework(FrameworkId id) {
    return Optional.ofNullable(frameworks.get(id));
  }

  @Override
  public List<FakeRole> roles() {
    TreeMap<RoleId, FakeRole> all = new TreeMap<>(roles);
    for (FakeFramework framework : frameworks.values()) {
      framework.roles().forEach(r -> all.putIfAbsent(r, FakeRole.of(r.value(), 1)));
    }
    return all.values().stream().map(role -> role.withUsed(held(role.id()))).toList();
  }

  private Resources held(RoleId role) {
    Resources sum = Resources.NONE;
    for (FakeFramework framework : frameworks.values()) {
      for (var entry : framework.usage().entrySet()) {
        if (entry.getKey().isWithin(role)) {
          sum = sum.plus(entry.getValue().used()).plus(entry.getValue().offered());
        }
      }
    }
    return sum;
  }

  @Override
  public List<FakeOffer> offers() {
    return told.offers();
  }

  @Override
  public Optional<FakeOffer> offer(OfferId id) {
    return told.offers().stream().filter(offer -> offer.id().equals(id)).findFirst();
  }

  @Override
  public Optional<FakeTask> task(FrameworkId framework, TaskId id) {
    return agents.values().stream()
        .flatMap(agent -> agent.tasks().stream())
        .filter(task -> task.framework().equals(framework) && task.id().equals(id))
        .findFirst();
  }

  @Override
  public List<FakeTask> completedTasks() {
    return told.ended();
  }

  @Override
  public List<FakeEvent> events(long after) {
    return told.events().stream().filter(event -> event.number() > after).toList();
  }

  @Override
  public Optional<Difference> since(ClusterView older) {
    return older instanceof FakeCluster other && other.term == term
        ? Optional.of(FakeDifference.between(other, this))
        : Optional.empty();
  }

  SortedMap<AgentId, FakeAgent> agentMap() {
    return agents;
  }

  SortedMap<FrameworkId, FakeFramework> frameworkMap() {
    return frameworks;
  }

  SortedMap<RoleId, FakeRole> roleMap() {
    return roles;
  }
}
