package cuesta.allocator.drf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.FrameworkId;
import cuesta.api.allocator.Grant;
import cuesta.api.resources.Resources;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeBudget;
import cuesta.contracts.allocator.views.FakeCluster;
import cuesta.contracts.allocator.views.FakeFramework;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of the paper (NSDI '11, §4.1): 9 cpus and 18 GB, tasks of ⟨1, 4⟩ and ⟨3, 1⟩. */
class PaperExampleTest {
  private static final Resources A = Resources.parse("cpus:1;mem:4096");
  private static final Resources B = Resources.parse("cpus:3;mem:1024");
  private static final int ROUNDS = 100;

  @Test
  void theFirstCycleAloneSharesOutAsThePaperDoes() {
    FakeCluster cluster = cluster("cpus:9;mem:18432", 1, true);
    List<Grant> grants = new DrfAllocator(cluster).allocate(cluster, FakeBudget.ample(7)).grants();
    assertEquals(2, grants.size());
    for (Grant grant : grants) {
      boolean isA = grant.framework().value().equals("A");
      assertEquals(
          Resources.parse(isA ? "cpus:3;mem:12288" : "cpus:6;mem:2048"), grant.resources());
    }
  }

  /** Each framework takes one task per offer and gives back the rest, in one of two ways. */
  @ParameterizedTest
  @CsvSource({
    "cpus:9;mem:18432, 1, true, false",
    "cpus:9;mem:18432, 1, false, false",
    "cpus:9;mem:18432, 1, true, true",
    "cpus:9;mem:18432, 1, false, true",
    "cpus:3;mem:6144, 3, true, false",
    "cpus:3;mem:6144, 3, true, true"
  })
  void oneTaskPerOfferEndsWithThreeAndTwo(
      String agent, int agents, boolean says, boolean declinesTheRest) {
    for (long seed = 0; seed < 50; seed++) {
      FakeCluster end = play(cluster(agent, agents, says), seed, declinesTheRest);
      int a = end.framework(new FrameworkId("A")).orElseThrow().tasks();
      int b = end.framework(new FrameworkId("B")).orElseThrow().tasks();
      if (agents == 1) {
        assertEquals("3 2", a + " " + b, "seed " + seed);
      } else {
        // On three machines ⟨1, 4⟩ and ⟨3, 1⟩ do not fit side by side: only one of each agent's.
        assertTrue(a >= 1 && b >= 1 && a + b == 3, "seed " + seed + ": " + a + " " + b);
      }
    }
  }

  private static FakeCluster cluster(String agent, int agents, boolean says) {
    FakeCluster cluster = FakeCluster.EMPTY;
    for (int i = 1; i <= agents; i++) {
      cluster = cluster.with(FakeAgent.of("a" + i, agent));
    }
    return cluster.with(
        says ? FakeFramework.of("A", "*", A.toString()) : FakeFramework.of("A", "*"),
        says ? FakeFramework.of("B", "*", B.toString()) : FakeFramework.of("B", "*"));
  }

  private static FakeCluster play(FakeCluster start, long seed, boolean declinesTheRest) {
    DrfAllocator allocator = new DrfAllocator(start);
    FakeCluster cluster = start;
    Deque<Grant> offers = new ArrayDeque<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Grant grant :
          allocator.allocate(cluster, FakeBudget.ample(seed * ROUNDS + round)).grants()) {
        cluster = cluster.offer(grant);
        offers.add(grant);
      }
      cluster =
          offers.isEmpty()
              ? forget(cluster) // a second has passed
              : answer(cluster, offers.poll(), declinesTheRest);
    }
    return cluster;
  }

  private static FakeCluster answer(FakeCluster cluster, Grant offer, boolean declinesTheRest) {
    Resources task = offer.framework().value().equals("A") ? A : B;
    if (!offer.resources().contains(task)) {
      return cluster.decline(offer);
    }
    FakeCluster launched = cluster.launch(offer, task);
    Resources rest = offer.resources().minus(task);
    if (!declinesTheRest || rest.isEmpty()) {
      return launched;
    }
    Grant left = Grant.exclusive(offer.framework(), offer.role(), offer.agent(), rest);
    return launched.offer(left).decline(left);
  }

  private static FakeCluster forget(FakeCluster cluster) {
    FakeCluster next = cluster;
    for (FakeFramework framework : cluster.frameworks()) {
      next = next.with(framework.withRefusals(List.of()));
    }
    return next;
  }
}
