package cuesta.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Resources;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What the DRF paper promises, of the shipped allocator behind the shipped master. Tasks are not
 * divisible, so each promise holds up to a task; what "up to" means is derived at each property.
 */
class DrfInTheLoopTest {
  private static final double ROUNDING = 1e-9;

  private static final Resources PAPER = Resources.parse("cpus:9;mem:18432");
  private static final Resources A = Resources.parse("cpus:1;mem:4096");
  private static final Resources B = Resources.parse("cpus:3;mem:1024");

  @Provide
  Arbitrary<List<Resources>> tasks() {
    return resources(100, 2_000).list().ofMinSize(2).ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<Resources>> agents() {
    return resources(1_000, 20_000).list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<Resources> agent() {
    return resources(2_000, 30_000);
  }

  private static Arbitrary<Resources> resources(long least, long most) {
    Arbitrary<Long> amounts = Arbitraries.longs().between(least / 100, most / 100);
    return Combinators.combine(amounts, amounts)
        .as((cpus, mem) -> Resources.cpusMem(cpus * 100, mem * 100_000));
  }

  private static FairCluster honest(long seed, List<Resources> agents, List<Resources> tasks) {
    FairCluster cluster = new FairCluster(seed);
    agents.forEach(cluster::agent);
    for (int i = 0; i < tasks.size(); i++) {
      cluster.player(Player.honest("f" + i, tasks.get(i)));
    }
    return cluster.play();
  }

  @Example
  void thePapersExampleEndsWithThreeAndTwo() {
    for (long seed = 0; seed < 50; seed++) {
      assertEquals(List.of(3, 2), counts(honest(seed, List.of(PAPER), List.of(A, B))));
    }
  }

  @Example
  void soItDoesIfNobodySaysWhatItNeeds() {
    for (long seed = 0; seed < 50; seed++) {
      FairCluster cluster =
          new FairCluster(seed)
              .agent(PAPER)
              .player(Player.silent("A", A))
              .player(Player.silent("B", B))
              .play();
      assertEquals(List.of(3, 2), counts(cluster));
    }
  }

  private static List<Integer> counts(FairCluster cluster) {
    return cluster.players().stream().map(Player::tasks).toList();
  }

  /** When nothing moves any more, no task of anybody fits anywhere. */
  @Property(tries = 300)
  void nothingIsLeftThatSomebodyWaitsFor(
      @ForAll long seed,
      @ForAll("agents") List<Resources> agents,
      @ForAll("tasks") List<Resources> tasks,
      @ForAll boolean says) {
    FairCluster cluster = new FairCluster(seed);
    agents.forEach(cluster::agent);
    for (int i = 0; i < tasks.size(); i++) {
      cluster.player(
          says ? Player.honest("f" + i, tasks.get(i)) : Player.silent("f" + i, tasks.get(i)));
    }
    cluster.play();
    assertFalse(cluster.view().offers().iterator().hasNext(), "an offer is out");
    for (AgentView agent : cluster.view().agents()) {
      for (Player player : cluster.players()) {
        assertFalse(agent.free().contains(player.task), () -> agent.free() + " for " + player);
      }
    }
  }

  /**
   * Nobody is worse off than with its own 1/n of everything, up to the mean task: when the next
   * task of somebody at share s does not fit, nobody else is above s by more than its own last
   * task, and so some resource is used up to n·s and one task of each at most.
   */
  @Property(tries = 300)
  void nobodyGetsLessThanItsPartUpToOneTask(
      @ForAll long seed, @ForAll("agent") Resources agent, @ForAll("tasks") List<Resources> tasks) {
    FairCluster cluster = honest(seed, List.of(agent), tasks);
    double steps = cluster.players().stream().mapToDouble(p -> p.step(agent)).sum();
    for (Player player : cluster.players()) {
      double part = (1 - steps) / tasks.size();
      assertTrue(player.share(agent) > part - ROUNDING, () -> player + " has less than " + part);
    }
  }

  /**
   * Nobody would rather have what somebody else has, up to one task: with that, less its last task,
   * it could not run more than it does. What a smaller task took after the own one did not fit
   * anywhere any more is nothing to envy: Pareto gave it away.
   */
  @Property(tries = 300)
  void nobodyEnviesAnotherUpToOneTask(
      @ForAll long seed, @ForAll("agent") Resources agent, @ForAll("tasks") List<Resources> tasks) {
    FairCluster cluster = honest(seed, List.of(agent), tasks);
    for (Player one : cluster.players()) {
      for (Player other : cluster.players()) {
        Resources theirs = times(other.task, Math.max(0, other.tasks() - 1));
        assertTrue(
            one.fit(theirs) <= one.tasks() + 1, () -> one + " envies " + other + " on " + agent);
      }
    }
  }

  private static Resources times(Resources one, int count) {
    return Resources.cpusMem(one.milli("cpus") * count, one.milli("mem") * count);
  }
}
