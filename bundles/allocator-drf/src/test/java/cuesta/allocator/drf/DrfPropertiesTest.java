package cuesta.allocator.drf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.RoleId;
import cuesta.api.allocator.Grant;
import cuesta.api.allocator.Proposal;
import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;
import cuesta.contracts.allocator.AllocatorContract;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeBudget;
import cuesta.contracts.allocator.views.FakeCluster;
import cuesta.contracts.allocator.views.FakeFramework;
import cuesta.contracts.allocator.views.FakeRole;
import cuesta.contracts.allocator.views.RandomClusters;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for any cluster and any sequence of changes. */
class DrfPropertiesTest {
  private static final int CHANGES = 40;

  @Property(tries = 300)
  void whatIsPatchedProposesWhatIsBuiltAnewWouldPropose(@ForAll long seed, @ForAll boolean quota) {
    RandomClusters source = new RandomClusters(seed, quota);
    FakeCluster cluster = source.cluster();
    DrfAllocator patched = new DrfAllocator(cluster);
    List<Grant> out = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      cluster = source.change(cluster, out);
      Proposal proposal = patched.allocate(cluster, FakeBudget.ample(seed + i));
      Proposal anew = new DrfAllocator(cluster).allocate(cluster, FakeBudget.ample(seed + i));
      assertEquals(anew, proposal, "change " + i);
      AllocatorContract.check(cluster, proposal, "change " + i);
      checkLimits(cluster, proposal);
      if (i % 3 > 0) { // now and then the core drops them all
        for (Grant grant : proposal.grants()) {
          cluster = cluster.offer(grant);
          out.add(grant);
        }
      }
    }
  }

  /** Pareto: what nobody was given fits nobody who would take it. */
  @Property(tries = 500)
  void nothingIsLeftThatSomebodyWaitsFor(@ForAll long seed) {
    RandomClusters source = new RandomClusters(seed, false);
    FakeCluster before = source.cluster();
    FakeCluster after = before;
    for (Grant grant : new DrfAllocator(before).allocate(before, FakeBudget.ample(seed)).grants()) {
      after = after.offer(grant);
    }
    for (FakeFramework framework : after.frameworks()) {
      for (RoleId role : framework.roles()) {
        if (framework.connected() && !framework.suppressed(role)) {
          after.agents().forEach(agent -> checkNothingFits(framework, role, agent));
        }
      }
    }
  }

  private static void checkNothingFits(FakeFramework framework, RoleId role, FakeAgent agent) {
    Resources left = agent.free().allocatableTo(role);
    for (Resources wish : framework.demand()) {
      boolean fits = left.pick(wish).isPresent();
      assertFalse(
          fits && !framework.filters(role, agent.id(), left),
          () -> framework + " waits for " + wish + " and " + left + " is left on " + agent.id());
    }
    if (framework.demand().isEmpty() && !framework.filters(role, agent.id(), left)) {
      assertFalse(Minimum.isMetBy(left), () -> left + " is left on " + agent.id());
    }
  }

  /** No guarantee is eaten by those it was not given to. */
  @Property(tries = 300)
  void whatIsGuaranteedIsKeptBack(@ForAll long seed) {
    RandomClusters source = new RandomClusters(seed, false);
    FakeCluster cluster =
        source.cluster().with(FakeRole.of("kept", 1).withGuarantee("cpus:3;mem:2048"));
    long before = free(cluster);
    for (Grant grant :
        new DrfAllocator(cluster).allocate(cluster, FakeBudget.ample(seed)).grants()) {
      cluster = cluster.offer(grant);
    }
    assertTrue(free(cluster) >= Math.min(before, 3_000), "left " + free(cluster));
  }

  private static long free(FakeCluster cluster) {
    return cluster.agents().stream()
        .mapToLong(
            agent -> agent.free().filter(e -> e.key().reservations().isEmpty()).milli("cpus"))
        .sum();
  }

  private static void checkLimits(FakeCluster cluster, Proposal proposal) {
    TreeMap<RoleId, Resources> granted = new TreeMap<>();
    for (Grant grant : proposal.grants()) {
      for (FakeRole role : cluster.roles()) {
        if (grant.role().isWithin(role.id())) {
          granted.merge(role.id(), grant.resources().scalars(), Resources::plus);
        }
      }
    }
    for (FakeRole role : cluster.roles()) {
      Resources more = granted.getOrDefault(role.id(), Resources.NONE);
      for (Resource bound : role.limit().map(Resources::entries).orElse(List.of())) {
        String name = bound.key().name();
        long sum = role.used().milli(name) + more.milli(name);
        assertTrue(more.milli(name) == 0 || sum <= bound.value().milli(), () -> role + " " + more);
      }
    }
  }

  /** With equal tasks on one agent nobody is more than one task ahead. */
  @Property(tries = 200)
  void equalFrameworksGetEqualOffersUpToOneTask(@ForAll long seed) {
    int frameworks = 1 + (int) Math.floorMod(seed, 6L);
    int cpus = 1 + (int) Math.floorMod(seed / 7, 30L);
    FakeCluster cluster = FakeCluster.EMPTY.with(FakeAgent.of("a", "cpus:" + cpus + ";mem:99999"));
    for (int i = 0; i < frameworks; i++) {
      cluster = cluster.with(FakeFramework.of("f" + i, "*", "cpus:1;mem:10"));
    }
    TreeMap<String, Long> got = new TreeMap<>();
    cluster.frameworks().forEach(f -> got.put(f.id().value(), 0L));
    for (Grant grant :
        new DrfAllocator(cluster).allocate(cluster, FakeBudget.ample(seed)).grants()) {
      assertEquals(new AgentId("a"), grant.agent());
      got.merge(grant.framework().value(), grant.resources().milli("cpus"), Long::sum);
    }
    long most = got.values().stream().max(Long::compare).orElseThrow();
    long least = got.values().stream().min(Long::compare).orElseThrow();
    assertTrue(most - least <= 1_000, () -> got.toString());
    assertEquals(cpus * 1_000L, got.values().stream().mapToLong(g -> g).sum());
  }
}
