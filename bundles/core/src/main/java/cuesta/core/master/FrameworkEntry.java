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
 * @param presence what holds for as long as its session
 * @param usage what it holds, by role
 * @param completed tasks that have ended
 */
record FrameworkEntry(
    FrameworkId id,
    FrameworkInfo info,
    Principal principal,
    boolean inProcess,
    Presence presence,
    Table<RoleId, Usage> usage,
    Ring<TaskEntry> completed)
    implements FrameworkView {

  /**
   * What a session leaves behind in the master; the next one starts afresh.
   *
   * @param session its number; 0 while there is none
   * @param subscribed when the framework subscribed last
   * @param suppressed roles for which it wants no offers
   * @param refusals what it declined a short while ago
   * @param demand what one task of it would need
   */
  record Presence(
      long session,
      Instant subscribed,
      List<RoleId> suppressed,
      Table<Place, List<Refusal>> refusals,
      List<Resources> demand) {
    static Presence of(long session, Instant subscribed) {
      return new Presence(session, subscribed, List.of(), Table.empty(), List.of());
    }
  }

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
        Presence.of(0, now),
        Table.empty(),
        Ring.of(Limits.COMPLETED_TASKS));
  }

  FrameworkEntry subscribed(long session, FrameworkInfo next, Principal by, Instant now) {
    return new FrameworkEntry(id, next, by, inProcess, Presence.of(session, now), usage, completed);
  }

  FrameworkEntry disconnectedNow() {
    return with(Presence.of(0, presence.subscribed()));
  }

  private FrameworkEntry with(Presence next) {
    return new FrameworkEntry(id, info, principal, inProcess, next, usage, completed);
  }

  FrameworkEntry withUsage(RoleId role, Usage next) {
    Table<RoleId, Usage> changed =
        next.equals(Usage.NONE) ? usage.without(role) : usage.with(role, next);
    return new FrameworkEntry(id, info, principal, inProcess, presence, changed, completed);
  }

  FrameworkEntry withCompleted(TaskEntry task) {
    return new FrameworkEntry(
        id, info, principal, inProcess, presence, usage, completed.with(task));
  }

  FrameworkEntry withSuppressed(List<RoleId> next) {
    return with(new Presence(session(), subscribed(), next, refusals(), demand()));
  }

  FrameworkEntry withRefusals(Table<Place, List<Refusal>> next) {
    return with(new Presence(session(), subscribed(), suppressed(), next, demand()));
  }

  FrameworkEntry withDemand(List<Resources> next) {
    return with(new Presence(session(), subscribed(), suppressed(), refusals(), next));
  }

  long session() {
    return presence.session();
  }

  List<RoleId> suppressed() {
    return presence.suppressed();
  }

  Table<Place, List<Refusal>> refusals() {
    return presence.refusals();
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
    return session() != 0;
  }

  @Override
  public boolean suppressed(RoleId role) {
    return suppressed().contains(role);
  }

  @Override
  public boolean filters(RoleId role, AgentId agent, Resources resources) {
    List<Refusal> here = refusals().isEmpty() ? null : refusals().get(new Place(agent, role));
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

  @Override
  public Instant subscribed() {
    return presence.subscribed();
  }

  @Override
  public List<Resources> demand() {
    return presence.demand();
  }
}
