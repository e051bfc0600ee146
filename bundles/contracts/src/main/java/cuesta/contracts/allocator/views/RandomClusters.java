package cuesta.contracts.allocator.views;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.allocator.Grant;
import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Resources;
import cuesta.contracts.allocator.views.FakeFramework.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/**
 * Clusters and changes of them, from a seed: roles in a tree, weights and quota, reservations,
 * ports, agents that come and go, frameworks that decline, suppress and leave.
 */
public final class RandomClusters {
  private static final List<String> ROLES = List.of("*", "eng", "eng/web", "eng/web/eu", "ops");

  private final Random random;
  private final boolean quota;
  private int born;

  /**
   * A source of clusters.
   *
   * @param seed same seed, same clusters
   * @param quota whether roles get limits and guarantees
   */
  public RandomClusters(long seed, boolean quota) {
    this.random = new Random(seed);
    this.quota = quota;
  }

  /**
   * A cluster of up to seven agents and six frameworks.
   *
   * @return the cluster
   */
  public FakeCluster cluster() {
    FakeCluster cluster = FakeCluster.EMPTY;
    for (int i = random.nextInt(8); i > 0; i--) {
      cluster = cluster.with(agent());
    }
    for (int i = random.nextInt(7); i > 0; i--) {
      cluster = cluster.with(framework());
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      cluster = cluster.with(role());
    }
    return cluster;
  }

  /**
   * Something happens.
   *
   * @param before the cluster before
   * @param granted offers that are out
   * @return the cluster after
   */
  public FakeCluster change(FakeCluster before, List<Grant> granted) {
    if (!granted.isEmpty() && random.nextInt(3) > 0) {
      return answer(before, granted.remove(random.nextInt(granted.size())));
    }
    return switch (random.nextInt(10)) {
      case 0 -> before.with(agent());
      case 1 -> before.with(framework());
      case 2 -> before.with(role());
      case 3 -> loseAgent(before, granted);
      case 4 -> loseFramework(before, granted);
      case 5 -> before.withTerm(before.term() + 1);
      case 6, 7 -> changeAgent(before);
      default -> changeFramework(before);
    };
  }

  private FakeCluster answer(FakeCluster before, Grant offer) {
    Resources task = Resources.cpusMem(500L * (1 + random.nextInt(4)), 256_000L);
    return random.nextBoolean() && offer.resources().contains(task)
        ? before.launch(offer, task)
        : before.decline(offer);
  }

  private FakeAgent agent() {
    String total = "cpus:" + (1 + random.nextInt(8)) + ";mem:" + 512 * (1 + random.nextInt(16));
    total += random.nextBoolean() ? ";ports:[31000-31009]" : ";gpus:2";
    total += random.nextInt(4) == 0 ? ";cpus(eng):2;mem(eng):1024" : "";
    return FakeAgent.of("a" + born++, total);
  }

  private FakeFramework framework() {
    String role = ROLES.get(random.nextInt(ROLES.size()));
    FakeFramework made =
        switch (random.nextInt(4)) {
          case 0 -> FakeFramework.of("f" + born++, role);
          case 1 -> FakeFramework.of("f" + born++, role, wish(), wish());
          default -> FakeFramework.of("f" + born++, role, wish());
        };
    RoleId other = new RoleId(ROLES.get(random.nextInt(ROLES.size())));
    return random.nextInt(4) > 0 ? made : made.withRoles(List.of(new RoleId(role), other));
  }

  private String wish() {
    return "cpus:0." + (1 + random.nextInt(30)) + ";mem:" + 128 * (1 + random.nextInt(12));
  }

  private FakeRole role() {
    FakeRole role = FakeRole.of(ROLES.get(random.nextInt(ROLES.size())), 0.5 + random.nextInt(4));
    if (quota && random.nextBoolean()) {
      role = role.withLimit("cpus:" + (2 + random.nextInt(8)));
    }
    return quota && random.nextBoolean() ? role.withGuarantee("cpus:1;mem:1024") : role;
  }

  private FakeCluster changeAgent(FakeCluster before) {
    FakeAgent agent = any(before.agents());
    if (agent == null) {
      return before;
    }
    boolean active = agent.state().equals(AgentView.ACTIVE);
    return before.with(agent.withState(active ? AgentView.DISCONNECTED : AgentView.ACTIVE));
  }

  private FakeCluster changeFramework(FakeCluster before) {
    FakeFramework framework = any(before.frameworks());
    if (framework == null) {
      return before;
    }
    return before.with(
        switch (random.nextInt(5)) {
          case 0 -> framework.withConnected(!framework.connected());
          case 1 -> framework.withSilent(framework.roles());
          case 2 -> framework.withDemand(List.of(Resources.parse(wish())));
          case 3 -> framework.withRefusals(refusals(before, framework));
          default -> framework.withSilent(List.of()).withRefusals(List.of());
        });
  }

  private List<Refusal> refusals(FakeCluster cluster, FakeFramework framework) {
    List<Refusal> refusals = new ArrayList<>(framework.refusals());
    for (FakeAgent agent : cluster.agents()) {
      if (random.nextBoolean()) {
        Resources what = random.nextBoolean() ? agent.free() : Resources.parse(wish());
        refusals.add(new Refusal(framework.roles().getFirst(), agent.id(), what));
      }
    }
    return refusals;
  }

  private FakeCluster loseAgent(FakeCluster before, List<Grant> granted) {
    FakeAgent agent = any(before.agents());
    if (agent == null || !agent.used().isEmpty() || !agent.offered().isEmpty()) {
      return before;
    }
    AgentId id = agent.id();
    granted.removeIf(grant -> grant.agent().equals(id));
    return before.without(id);
  }

  private FakeCluster loseFramework(FakeCluster before, List<Grant> granted) {
    FakeFramework framework = any(before.frameworks());
    if (framework == null || !framework.used().isEmpty()) {
      return before;
    }
    FrameworkId id = framework.id();
    FakeCluster next = before;
    for (Grant grant : List.copyOf(granted)) {
      if (grant.framework().equals(id)) {
        next = next.decline(grant);
        granted.remove(grant);
      }
    }
    return next.without(id);
  }

  private <T> T any(Collection<T> all) {
    return all.isEmpty() ? null : List.copyOf(all).get(random.nextInt(all.size()));
  }
}
