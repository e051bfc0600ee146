package cuesta.allocator.drf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.allocator.Grant;
import cuesta.api.resources.Resources;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeBudget;
import cuesta.contracts.allocator.views.FakeCluster;
import cuesta.contracts.allocator.views.FakeFramework;
import cuesta.contracts.allocator.views.FakeFramework.Refusal;
import cuesta.contracts.allocator.views.FakeRole;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrfAllocatorTest {
  private static final FakeCluster NINE =
      FakeCluster.EMPTY.with(FakeAgent.of("a1", "cpus:9;mem:9216;ports:[31000-31899]"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // role of f1, its weight | role of f2, its weight | thousandths of a cpu for each
        "x   | 1 | y   | 1 | 4000 or 5000 | 5000 or 4000",
        "x   | 2 | y   | 1 | 6000 | 3000",
        "x   | 8 | y   | 1 | 8000 | 1000",
        "x/a | 2 | y/a | 1 | 4000 or 5000 | 5000 or 4000", // weights count among siblings
        "x/a | 2 | x/b | 1 | 6000 | 3000",
        "*   | 1 | y   | 2 | 3000 | 6000",
      })
  void weightsOfRolesDivideTheCluster(
      String role1, double weight1, String role2, double weight2, String cpus1, String cpus2) {
    FakeCluster cluster =
        NINE.with(FakeRole.of(role1, weight1), FakeRole.of(role2, weight2))
            .with(
                FakeFramework.of("f1", role1, "cpus:1;mem:64"),
                FakeFramework.of("f2", role2, "cpus:1;mem:64"));
    TreeMap<String, Long> got = cpus(allocate(cluster));
    assertTrue(List.of(cpus1.split(" or ")).contains("" + got.get("f1")), () -> got + "");
    assertTrue(List.of(cpus2.split(" or ")).contains("" + got.get("f2")), () -> got + "");
  }

  @Test
  void theFrameworksOfARoleCountAsOneBesideTheRolesBelowIt() {
    FakeCluster cluster =
        FakeCluster.EMPTY
            .with(FakeAgent.of("a1", "cpus:12;mem:9216"))
            .with(
                FakeFramework.of("f1", "x", "cpus:1"),
                FakeFramework.of("f2", "x", "cpus:1"),
                FakeFramework.of("f3", "x/y", "cpus:1"));
    assertEquals("{f1=3000, f2=3000, f3=6000}", cpus(allocate(cluster)).toString());
  }

  @Test
  void whatIsHeldAlreadyCounts() {
    Resources four = Resources.parse("cpus:4");
    FakeCluster cluster =
        NINE.with(FakeFramework.of("f1", "*", "cpus:1"), FakeFramework.of("f2", "*", "cpus:1"));
    Grant held = grant("f1", "*", "cpus:4");
    // f1 holds 4 of 9: f2 gets 4 before it, the ninth goes to either.
    for (FakeCluster now : List.of(cluster.offer(held), cluster.offer(held).launch(held, four))) {
      TreeMap<String, Long> got = cpus(allocate(now));
      assertTrue(got.get("f2") >= 4_000, got.toString());
      assertEquals(5_000, got.values().stream().mapToLong(cpus -> cpus).sum());
    }
  }

  @Test
  void frameworksThatSayNothingGetASliceEachWhenAgentsAreFew() {
    FakeCluster cluster =
        NINE.with(FakeFramework.of("f1", "*"), FakeFramework.of("f2", "*"))
            .with(FakeFramework.of("f3", "*"));
    List<Grant> grants = allocate(cluster);
    assertEquals("{f1=3000, f2=3000, f3=3000}", cpus(grants).toString());
    for (Grant grant : grants) {
      assertEquals(300, grant.resources().ranges("ports").size());
    }
  }

  @Test
  void manyAgentsAreSpreadWhole() {
    FakeCluster cluster = FakeCluster.EMPTY;
    for (int i = 0; i < 6; i++) {
      cluster = cluster.with(FakeAgent.of("a" + i, "cpus:4;mem:4096;ports:[1-10]"));
    }
    cluster =
        cluster.with(FakeFramework.of("f1", "*"), FakeFramework.of("f2", "*", "cpus:1;mem:1024"));
    List<Grant> grants = allocate(cluster);
    assertEquals("{f1=12000, f2=12000}", cpus(grants).toString());
    assertEquals(6, grants.size());
  }

  @Test
  void whoDeclinedItsPartIsOfferedTheRestWhole() {
    FakeFramework f1 =
        FakeFramework.of("f1", "*", "cpus:1;mem:64")
            .withRefusals(List.of(refusal("a1", "cpus:4;mem:256;ports:[31000-31899]")));
    FakeCluster cluster = NINE.with(f1, FakeFramework.of("f2", "*", "cpus:1;mem:64"));
    Resources first = null;
    for (Grant grant : allocate(cluster)) {
      if (grant.framework().value().equals("f1")) {
        first = grant.resources();
      }
    }
    assertTrue(first != null && first.milli("cpus") > 4_000, "" + first);
  }

  @Test
  void whoDeclinedTheWholeAgentIsLeftAlone() {
    FakeFramework f1 =
        FakeFramework.of("f1", "*", "cpus:1;mem:64")
            .withRefusals(List.of(refusal("a1", "cpus:9;mem:9216;ports:[31000-31899]")));
    FakeCluster cluster = NINE.with(f1, FakeFramework.of("f2", "*", "cpus:1;mem:64"));
    assertEquals("{f2=9000}", cpus(allocate(cluster)).toString());
  }

  @Test
  void equalSharesTakeTurnsFromCycleToCycle() {
    FakeCluster cluster =
        FakeCluster.EMPTY
            .with(FakeAgent.of("a1", "cpus:1;mem:64"))
            .with(
                FakeFramework.of("f1", "*", "cpus:1"),
                FakeFramework.of("f2", "*", "cpus:1"),
                FakeFramework.of("f3", "*", "cpus:1"));
    TreeSet<String> served = new TreeSet<>();
    for (long seed = 0; seed < 50; seed++) {
      served.add(
          new DrfAllocator(cluster)
              .allocate(cluster, FakeBudget.ample(seed))
              .grants()
              .getFirst()
              .framework()
              .value());
    }
    assertEquals(3, served.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpus:0.005;mem:31       | false",
        "cpus:0.01;mem:1         | true",
        "cpus:0.001;mem:32       | true",
        "ports:[1-100];disk:4096 | false",
      })
  void crumbsAreNotOffered(String total, boolean offered) {
    FakeCluster cluster =
        FakeCluster.EMPTY.with(FakeAgent.of("a1", total)).with(FakeFramework.of("f1", "*"));
    assertEquals(offered, !allocate(cluster).isEmpty());
  }

  @Test
  void anAgentThatFitsNoWishIsSkipped() {
    FakeCluster cluster =
        NINE.with(FakeAgent.of("a2", "cpus:2;mem:512"))
            .with(FakeFramework.of("f1", "*", "cpus:4;mem:64"));
    assertEquals(List.of(new AgentId("a1")), allocate(cluster).stream().map(Grant::agent).toList());
  }

  @Test
  void reservedResourcesGoToTheirRoleOnly() {
    FakeCluster cluster =
        FakeCluster.EMPTY
            .with(FakeAgent.of("a1", "cpus:1;mem:1024;cpus(eng):2;mem(eng):512"))
            .with(
                FakeFramework.of("f1", "eng/web", "cpus:2;mem:256"),
                FakeFramework.of("f2", "ops", "cpus:1;mem:256"));
    TreeMap<String, Resources> got = new TreeMap<>();
    allocate(cluster).forEach(g -> got.put(g.framework().value(), g.resources()));
    assertEquals(Resources.parse("cpus(eng):2;mem(eng):256"), got.get("f1"));
    assertTrue(Resources.parse("cpus:1;mem:1024").contains(got.get("f2")));
  }

  @Test
  void noRoleGetsBeyondItsLimitOrThatOfARoleAboveIt() {
    FakeCluster cluster =
        NINE.with(FakeRole.of("eng", 1).withLimit("cpus:5"))
            .with(FakeRole.of("eng/web", 1).withLimit("cpus:2"))
            .with(FakeFramework.of("f1", "eng/web"), FakeFramework.of("f2", "eng"));
    TreeMap<String, Long> got = cpus(allocate(cluster));
    assertTrue(got.get("f1") <= 2_000 && got.get("f1") + got.get("f2") <= 5_000, got.toString());
  }

  @Test
  void aGuaranteeComesBeforeAnyShare() {
    Grant held = grant("f1", "vip", "cpus:4;mem:4096");
    FakeCluster cluster =
        NINE.with(FakeRole.of("vip", 1).withGuarantee("cpus:7;mem:7168"))
            .with(FakeFramework.of("f1", "vip", "cpus:1;mem:1024"))
            .with(FakeFramework.of("f2", "*", "cpus:1;mem:1024"))
            .offer(held);
    TreeMap<String, Long> got = cpus(allocate(cluster));
    assertEquals("{f1=3000, f2=2000}", got.toString());
  }

  @Test
  void aGuaranteeIsKeptBackEvenIfNobodyUsesIt() {
    FakeCluster cluster =
        NINE.with(FakeRole.of("vip", 1).withGuarantee("cpus:7")).with(FakeFramework.of("f2", "*"));
    assertEquals("{f2=2000}", cpus(allocate(cluster)).toString());
  }

  @Test
  void grantsStopAtTheBudgetsNumber() {
    FakeCluster cluster = FakeCluster.EMPTY.with(FakeFramework.of("f1", "*"));
    for (int i = 0; i < 20; i++) {
      cluster = cluster.with(FakeAgent.of("a" + i, "cpus:1;mem:64"));
    }
    assertEquals(
        7, new DrfAllocator(cluster).allocate(cluster, FakeBudget.ofGrants(7, 1)).grants().size());
  }

  @Test
  void smallTasksInALargeClusterAreTakenManyAtATime() {
    FakeCluster cluster = FakeCluster.EMPTY;
    for (int i = 0; i < 100; i++) {
      cluster = cluster.with(FakeAgent.of("a" + i, "cpus:64;mem:65536"));
    }
    cluster =
        cluster.with(
            FakeFramework.of("f1", "*", "cpus:0.01;mem:1"),
            FakeFramework.of("f2", "*", "cpus:0.02;mem:1"));
    FakeBudget budget = FakeBudget.ample(1);
    TreeMap<String, Long> got = cpus(new DrfAllocator(cluster).allocate(cluster, budget).grants());
    assertTrue(Math.abs(got.get("f1") - got.get("f2")) <= 2 * 6_400, got.toString());
    assertTrue(budget.looks() < 3_000, budget.looks() + " steps");
    assertFalse(got.get("f1") + got.get("f2") < 6_400_000, got.toString());
  }

  private static List<Grant> allocate(FakeCluster cluster) {
    return new DrfAllocator(cluster).allocate(cluster, FakeBudget.ample(5)).grants();
  }

  private static TreeMap<String, Long> cpus(List<Grant> grants) {
    TreeMap<String, Long> got = new TreeMap<>();
    grants.forEach(g -> got.merge(g.framework().value(), g.resources().milli("cpus"), Long::sum));
    return got;
  }

  private static Grant grant(String framework, String role, String resources) {
    return Grant.exclusive(
        new FrameworkId(framework),
        new RoleId(role),
        new AgentId("a1"),
        Resources.parse(resources));
  }

  private static Refusal refusal(String agent, String resources) {
    return new Refusal(RoleId.DEFAULT, new AgentId(agent), Resources.parse(resources));
  }
}
