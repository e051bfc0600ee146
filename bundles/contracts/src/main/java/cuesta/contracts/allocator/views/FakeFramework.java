package cuesta.contracts.allocator.views;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.RoleId;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A framework.
 *
 * @param id its id
 * @param name its name; the id unless set
 * @param connected whether it has a session
 * @param roles its roles, sorted
 * @param silent the roles for which it wants no offers
 * @param refusals what it declined a short while ago
 * @param demand what one task would need
 * @param usage what it holds, by role
 * @param tasks how many tasks it runs
 */
public record FakeFramework(
    FrameworkId id,
    String name,
    boolean connected,
    List<RoleId> roles,
    List<RoleId> silent,
    List<Refusal> refusals,
    List<Resources> demand,
    SortedMap<RoleId, Usage> usage,
    int tasks)
    implements FrameworkView {

  /**
   * What was declined.
   *
   * @param role for which role it was offered
   * @param agent of which agent
   * @param resources what
   */
  public record Refusal(RoleId role, AgentId agent, Resources resources) {}

  /**
   * What a framework holds for one role.
   *
   * @param used by tasks: scalars, since ports of different agents do not add up
   * @param offered exclusively
   */
  public record Usage(Resources used, Resources offered) {
    /** Nothing. */
    public static final Usage NONE = new Usage(Resources.NONE, Resources.NONE);
  }

  /** Copies what can change. */
  public FakeFramework {
    roles = roles.stream().distinct().sorted().toList();
    silent = List.copyOf(silent);
    refusals = List.copyOf(refusals);
    demand = List.copyOf(demand);
    usage = Collections.unmodifiableSortedMap(new TreeMap<>(usage));
  }

  /**
   * A connected framework that holds nothing.
   *
   * @param id its id
   * @param role its role
   * @param demand what one task needs, as text; none if it does not say
   * @return the framework
   */
  public static FakeFramework of(String id, String role, String... demand) {
    List<Resources> wishes = new ArrayList<>();
    for (String wish : demand) {
      wishes.add(Resources.parse(wish));
    }
    return new FakeFramework(
        new FrameworkId(id),
        id,
        true,
        List.of(new RoleId(role)),
        List.of(),
        List.of(),
        wishes,
        new TreeMap<>(),
        0);
  }

  /**
   * The same with another name.
   *
   * @param next the name
   * @return the framework
   */
  public FakeFramework withName(String next) {
    return new FakeFramework(id, next, connected, roles, silent, refusals, demand, usage, tasks);
  }

  /**
   * The same with or without a session.
   *
   * @param now whether connected
   * @return the framework
   */
  public FakeFramework withConnected(boolean now) {
    return new FakeFramework(id, name, now, roles, silent, refusals, demand, usage, tasks);
  }

  /**
   * The same with other roles.
   *
   * @param all its roles
   * @return the framework
   */
  public FakeFramework withRoles(List<RoleId> all) {
    return new FakeFramework(id, name, connected, all, silent, refusals, demand, usage, tasks);
  }

  /**
   * The same, suppressing other roles.
   *
   * @param now the suppressed ones
   * @return the framework
   */
  public FakeFramework withSilent(List<RoleId> now) {
    return new FakeFramework(id, name, connected, roles, now, refusals, demand, usage, tasks);
  }

  /**
   * The same with other refusals.
   *
   * @param now what it declined
   * @return the framework
   */
  public FakeFramework withRefusals(List<Refusal> now) {
    return new FakeFramework(id, name, connected, roles, silent, now, demand, usage, tasks);
  }

  /**
   * The same with other wishes.
   *
   * @param now what one task needs
   * @return the framework
   */
  public FakeFramework withDemand(List<Resources> now) {
    return new FakeFramework(id, name, connected, roles, silent, refusals, now, usage, tasks);
  }

  /**
   * The same, holding other amounts for one role.
   *
   * @param role the role
   * @param now what it holds
   * @param moreTasks tasks that were added, or ended if negative
   * @return the framework
   */
  public FakeFramework withUsage(RoleId role, Usage now, int moreTasks) {
    TreeMap<RoleId, Usage> next = new TreeMap<>(usage);
    next.put(role, now);
    return new FakeFramework(
        id, name, connected, roles, silent, refusals, demand, next, tasks + moreTasks);
  }

  /**
   * What it holds for one role.
   *
   * @param role the role
   * @return used and offered
   */
  public Usage usage(RoleId role) {
    return usage.getOrDefault(role, Usage.NONE);
  }

  @Override
  public Principal principal() {
    return Principal.OPERATOR;
  }

  @Override
  public boolean suppressed(RoleId role) {
    return silent.contains(role);
  }

  @Override
  public boolean filters(RoleId role, AgentId agent, Resources resources) {
    return refusals.stream()
        .anyMatch(
            r ->
                r.role().equals(role)
                    && r.agent().equals(agent)
                    && r.resources().contains(resources));
  }

  @Override
  public Resources used() {
    return usage.values().stream().map(Usage::used).reduce(Resources.NONE, Resources::plus);
  }

  @Override
  public Resources offered() {
    return usage.values().stream().map(Usage::offered).reduce(Resources.NONE, Resources::plus);
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
    return Duration.ZERO;
  }

  @Override
  public Instant subscribed() {
    return Instant.EPOCH;
  }
}
