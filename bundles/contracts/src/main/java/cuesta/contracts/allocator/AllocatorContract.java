package cuesta.contracts.allocator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.allocator.Allocator;
import cuesta.api.allocator.AllocatorPlugin;
import cuesta.api.allocator.Grant;
import cuesta.api.allocator.Proposal;
import cuesta.api.cluster.ClusterView;
import cuesta.api.resources.Resources;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeBudget;
import cuesta.contracts.allocator.views.FakeCluster;
import cuesta.contracts.allocator.views.FakeContext;
import cuesta.contracts.allocator.views.FakeFramework;
import cuesta.contracts.allocator.views.RandomClusters;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What any policy must do, whatever it prefers. Extend it and say which plugin. */
public abstract class AllocatorContract {
  private static final int SEEDS = 100;
  private static final int CHANGES = 30;

  /** For subclasses. */
  protected AllocatorContract() {}

  /**
   * The plugin under test.
   *
   * @return a new one
   */
  protected abstract AllocatorPlugin plugin();

  @Test
  void anEmptyClusterGetsNothingAndNoException() throws Exception {
    try (Allocator allocator = open(FakeCluster.EMPTY)) {
      Proposal proposal = allocator.allocate(FakeCluster.EMPTY, FakeBudget.ample(1));
      assertEquals(List.of(), proposal.grants());
      assertNotNull(allocator.explain(FakeCluster.EMPTY, new FrameworkId("nobody")));
    }
  }

  @Test
  void aLoneFrameworkIsOfferedWhatIsFree() throws Exception {
    FakeCluster cluster =
        FakeCluster.EMPTY
            .with(FakeAgent.of("a1", "cpus:4;mem:4096"))
            .with(FakeFramework.of("f1", "*", "cpus:1;mem:512"));
    try (Allocator allocator = open(cluster)) {
      List<Grant> grants = allocator.allocate(cluster, FakeBudget.ample(1)).grants();
      assertFalse(grants.isEmpty());
      assertTrue(grants.getFirst().resources().contains(Resources.cpusMem(1_000, 512_000)));
    }
  }

  @Test
  void grantsLieWithinWhatIsFreeAndGoToThoseWhoWantThem() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomClusters source = new RandomClusters(seed, true);
      FakeCluster cluster = source.cluster();
      List<Grant> out = new ArrayList<>();
      try (Allocator allocator = open(cluster)) {
        for (int i = 0; i < CHANGES; i++) {
          cluster = source.change(cluster, out);
          Proposal proposal = allocator.allocate(cluster, FakeBudget.ample(i));
          check(cluster, proposal, "seed " + seed + " change " + i);
          cluster = offered(cluster, proposal, out);
        }
      }
    }
  }

  @Test
  void sameViewsAndBudgetsGiveTheSameProposals() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertEquals(trace(seed), trace(seed), "seed " + seed);
    }
  }

  @Test
  void anExhaustedBudgetEndsTheCycleWithWhatIsThere() throws Exception {
    FakeCluster cluster = FakeCluster.EMPTY;
    for (int i = 0; i < 10; i++) {
      cluster = cluster.with(FakeAgent.of("a" + i, "cpus:4;mem:4096"));
      cluster = cluster.with(FakeFramework.of("f" + i, "*", "cpus:1;mem:512"));
    }
    for (int looks = 0; looks < 5; looks++) {
      try (Allocator allocator = open(cluster)) {
        FakeBudget budget = FakeBudget.ofLooks(looks, 1);
        Proposal proposal = allocator.allocate(cluster, budget);
        check(cluster, proposal, looks + " looks");
        assertTrue(budget.looks() > looks, "the budget must be looked at for each framework");
        long served = proposal.grants().stream().map(Grant::framework).distinct().count();
        assertTrue(served <= looks + 1, served + " frameworks served after " + looks + " looks");
      }
    }
  }

  @Test
  void explainAnswersOnAnyViewWithoutAllocateBefore() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      FakeCluster cluster = new RandomClusters(seed, true).cluster();
      try (Allocator allocator = open(FakeCluster.EMPTY)) {
        for (FakeFramework framework : cluster.frameworks()) {
          assertEquals(
              allocator.explain(cluster, framework.id()),
              allocator.explain(cluster, framework.id()));
        }
      }
    }
  }

  private Allocator open(ClusterView view) throws Exception {
    return plugin().open(new FakeContext(view));
  }

  private List<Proposal> trace(long seed) throws Exception {
    RandomClusters source = new RandomClusters(seed, true);
    FakeCluster cluster = source.cluster();
    List<Grant> out = new ArrayList<>();
    List<Proposal> trace = new ArrayList<>();
    try (Allocator allocator = open(cluster)) {
      for (int i = 0; i < CHANGES; i++) {
        cluster = source.change(cluster, out);
        trace.add(allocator.allocate(cluster, FakeBudget.ample(seed + i)));
        cluster = offered(cluster, trace.getLast(), out);
      }
    }
    return trace;
  }

  private static FakeCluster offered(FakeCluster before, Proposal proposal, List<Grant> out) {
    FakeCluster cluster = before;
    for (Grant grant : proposal.grants()) {
      cluster = cluster.offer(grant);
      out.add(grant);
    }
    return cluster;
  }

  /**
   * Checks a proposal against the view it was made for.
   *
   * @param cluster the view
   * @param proposal the proposal
   * @param where what a failure says first
   */
  public static void check(FakeCluster cluster, Proposal proposal, String where) {
    SortedMap<AgentId, Resources> left = new TreeMap<>();
    for (Grant grant : proposal.grants()) {
      String what = where + ": " + grant;
      FakeAgent agent = cluster.agent(grant.agent()).orElseThrow();
      FakeFramework framework = cluster.framework(grant.framework()).orElseThrow();
      assertTrue(framework.connected(), what);
      assertTrue(framework.roles().contains(grant.role()), what);
      assertFalse(framework.suppressed(grant.role()), what);
      assertFalse(grant.resources().isEmpty(), what);
      assertEquals(grant.resources(), grant.resources().allocatableTo(grant.role()), what);
      assertFalse(framework.filters(grant.role(), grant.agent(), grant.resources()), what);
      Resources free = left.getOrDefault(grant.agent(), agent.free());
      assertTrue(free.contains(grant.resources()), () -> what + " of " + free);
      if (!grant.shared()) {
        left.put(grant.agent(), free.minus(grant.resources()));
      }
    }
  }
}
