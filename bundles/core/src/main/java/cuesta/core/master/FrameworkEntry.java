package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.RoleId;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.resources.Resources;
import cuesta.engine.Ring;
import cuesta.engine.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A framework as the master keeps it.
 *
 * @param id its id
 * @param info how it introduced itself
 * @param principal on whose behalf
 * @param inProcess whether it runs in the master
 * @param session its session; 0 while there is none
 * @param usage what it holds, by role
 * @param suppressed roles for which it wants no offers
 * @param refusals what it declined a short while ago
 * @param demand what one task of it would need
 * @param completed tasks that have ended
 * @param subscribed when it subscribed last
 */
record FrameworkEntry(
    FrameworkId id,
    FrameworkInfo info,
    Principal principal,
    boolean inProcess,
    long session,
    Table<RoleId, Usage> usage,
    List<RoleId> suppressed,
    Table<Place, List<Refusal>> refusals,
    List<Resources> demand,
    Ring<TaskEntry> completed,
    Instant subscribed)
    implements FrameworkView {

  /**
   * What a framework holds for one role.
   *
   * @param used by tasks
   * @param offered exclusively
   * @param tasks how many hold it
   */
  record Usage(Resources used, Resources offered, int tasks) {
    static final Usage NONE = new Usage(Resources.NONE, Resources.NONE, 0);
  }

  /**
   * Where something was declined.
   *
   * @param agent the agent
   * @param role the role
   */
  record Place(AgentId agent, RoleId role) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int order = agent.compareTo(other.agent);
      return order != 0 ? order : role.compareTo(other.role);
    }
  }

  /**
   * What was declined: an offer of these resources, or less, is held back.
   *
   * @param resources what
   * @param until monotonic time of the leader
   */
  record Refusal(Resources resources, long until) {}

  static FrameworkEntry of(FrameworkId id, Registry.Known known, Instant now) {
    return new FrameworkEntry(
        id,
        known.info(),
        known.principal(),
        known.inProcess(),
        0,
        Table.empty(),
        List.of(),
        Table.empty(),
        List.of(),
        Ring.of(Limits.COMPLETED_TASKS),
        now);
  }

  /** A new session starts afresh: nothing suppressed, nothing declined. */
  FrameworkEntry subscribed(
      long newSession, FrameworkInfo newInfo, Principal newPrincipal, Instant now) {
    return new FrameworkEntry(
        id,
        newInfo,
        newPrincipal,
        inProcess,
        newSession,
        usage,
        List.of(),
        Table.empty(),
        List.of(),
        completed,
        now);
  }

  FrameworkEntry disconnectedNow() {
    return new FrameworkEntry(
        id,
        info,
        principal,
        inProcess,
        0,
        usage,
        List.of(),
        Table.empty(),
        List.of(),
        completed,
        subscribed);
  }

  FrameworkEntry withUsage(RoleId role, Usage next) {
    Table<RoleId, Usage> changed =
        next.equals(Usage.NONE) ? usage.without(role) : usage.with(role, next);
    return new FrameworkEntry(
        id,
        info,
        principal,
        inProcess,
        session,
        changed,
        suppressed,
        refusals,
        demand,
        completed,
        subscribed);
  }

  FrameworkEntry withSuppressed(List<RoleId> next) {
    return new FrameworkEntry(
        id,
        info,
        principal,
        inProcess,
        session,
        usage,
        next,
        refusals,
        demand,
        completed,
        subscribed);
  }

  FrameworkEntry withRefusals(Table<Place, List<Refusal>> next) {
    return new FrameworkEntry(
        id,
        info,
        principal,
        inProcess,
        session,
        usage,
        suppressed,
        next,
        demand,
        completed,
        subscribed);
  }

  FrameworkEntry withDemand(List<Resources> next) {
    return new FrameworkEntry(
        id,
        info,
        principal,
        inProcess,
        session,
        usage,
        suppressed,
        refusals,
        next,
        completed,
        subscribed);
  }

  FrameworkEntry withCompleted(TaskEntry task) {
    return new FrameworkEntry(
        id,
        info,
        principal,
        inProcess,
        session,
        usage,
        suppressed,
        refusals,
        demand,
        completed.with(task),
        subscribed);
  }

  Usage usage(RoleId role) {
    Usage found = usage.get(role);
    return found == null ? Usage.NONE : found;
  }

  @Override
  public String name() {
    return info.name();
  }

  @Override
  public List<RoleId> roles() {
    return info.roles();
  }

  @Override
  public boolean connected() {
    return session != 0;
  }

  @Override
  public boolean suppressed(RoleId role) {
    return suppressed.contains(role);
  }

  @Override
  public boolean filters(RoleId role, AgentId agent, Resources resources) {
    List<Refusal> here = refusals.isEmpty() ? null : refusals.get(new Place(agent, role));
    return here != null && here.stream().anyMatch(r -> r.resources().contains(resources));
  }

  @Override
  public Resources used() {
    Resources sum = Resources.NONE;
    for (Usage one : usage.values()) {
      sum = sum.plus(one.used());
    }
    return sum;
  }

  @Override
  public Resources offered() {
    Resources sum = Resources.NONE;
    for (Usage one : usage.values()) {
      sum = sum.plus(one.offered());
    }
    return sum;
  }

  @Override
  public Resources used(RoleId role) {
    return usage(role).used();
  }

  @Override
  public Resources offered(RoleId role) {
    return usage(role).offered();
  }

  @Override
  public Duration failoverTimeout() {
    return info.failoverTimeout();
  }

  @Override
  public int tasks() {
    int sum = 0;
    for (Usage one : usage.values()) {
      sum += one.tasks();
    }
    return sum;
  }
}
