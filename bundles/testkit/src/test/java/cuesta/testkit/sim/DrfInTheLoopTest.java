package cuesta.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.RoleId;
import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Resources;
import cuesta.engine.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  @Provide
  Arbitrary<Resources> task() {
    return resources(100, 2_000);
  }

  @Provide
  Arbitrary<Resources> surplus() {
    return resources(0, 1_000);
  }

  @Provide
  Arbitrary<List<Integer>> weights() {
    return Arbitraries.integers().between(1, 5).list().ofMinSize(2).ofMaxSize(4);
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
   * it could not run more than it does.
   */
  @Property(tries = 300)
  void nobodyEnviesAnotherUpToOneTask(
      @ForAll long seed, @ForAll("agent") Resources agent, @ForAll("tasks") List<Resources> tasks) {
    FairCluster cluster = honest(seed, List.of(agent), tasks);
    for (Player one : cluster.players()) {
      for (Player other : cluster.players()) {
        Resources theirs = times(other.task, Math.max(0, other.tasks() - 1));
        assertTrue(one.fit(theirs) <= one.tasks(), () -> one + " envies " + other + " on " + agent);
      }
    }
  }

  /** Tasks go in proportion to weights: whoever got the last task was not ahead before it. */
  @Property(tries = 300)
  void tasksGoByWeightUpToOneTask(
      @ForAll long seed,
      @ForAll("agent") Resources agent,
      @ForAll("task") Resources task,
      @ForAll("weights") List<Integer> weights) {
    FairCluster cluster = new FairCluster(seed).agent(agent);
    for (int i = 0; i < weights.size(); i++) {
      RoleId role = new RoleId("r" + i);
      cluster.weight(role, weights.get(i));
      cluster.player(new Player("f" + i, role, task, Optional.of(task)));
    }
    List<Integer> counts = counts(cluster.play());
    for (int i = 0; i < counts.size(); i++) {
      for (int j = 0; j < counts.size(); j++) {
        assertTrue(
            (counts.get(i) - 1) * weights.get(j) <= counts.get(j) * weights.get(i),
            () -> counts + " by " + weights);
      }
    }
  }

  /**
   * Who claims more than it needs, and only says so or takes it too, wins nothing that packing
   * would not explain: at its last turn nobody who still fitted was behind it, so it is ahead of
   * what the truth gave it by that turn, and by what one task of another could not use any more.
   */
  @Property(tries = 300)
  void aLieWinsLessThanItsLastTurnAndOneTaskOfAnother(
      @ForAll long seed,
      @ForAll("agent") Resources agent,
      @ForAll("tasks") List<Resources> tasks,
      @ForAll("surplus") Resources surplus,
      @ForAll boolean takesIt) {
    Resources task = tasks.getFirst();
    double turn = Player.step(task.plus(surplus), agent);
    double others =
        tasks.stream().skip(1).mapToDouble(t -> Player.step(t, agent)).max().orElseThrow();
    long won = won(seed, agent, tasks, surplus, takesIt);
    assertTrue(
        won * Player.step(task, agent) < turn + others + ROUNDING,
        () -> "won " + won + " tasks of " + task + " by " + surplus + " on " + agent);
  }

  /** Packing is a gamble: over many clusters the liar ends with fewer tasks than the truth. */
  @Example
  void onBalanceALieLoses() {
    for (boolean takesIt : new boolean[] {false, true}) {
      SplitMix random = new SplitMix(8);
      long balance = 0;
      for (int i = 0; i < 400; i++) {
        Resources agent = any(random, 2_000, 30_000);
        List<Resources> tasks = new ArrayList<>();
        for (int j = 0; j < 2 + i % 4; j++) {
          tasks.add(any(random, 100, 2_000));
        }
        balance += won(random.next(), agent, tasks, any(random, 100, 1_000), takesIt);
      }
      assertTrue(balance < 0, "the balance is " + balance);
    }
  }

  private static Resources any(SplitMix random, int least, int most) {
    int span = most - least + 1;
    return Resources.cpusMem(least + random.below(span), (least + random.below(span)) * 1_000L);
  }

  /** How many more useful tasks the first framework has if it claims a surplus for each. */
  private static long won(
      long seed, Resources agent, List<Resources> tasks, Resources surplus, boolean takesIt) {
    Player truthful = honest(seed, List.of(agent), tasks).players().getFirst();
    Resources claim = truthful.task.plus(surplus);
    Player liar =
        new Player("f0", RoleId.DEFAULT, takesIt ? claim : truthful.task, Optional.of(claim));
    FairCluster cluster = new FairCluster(seed).agent(agent).player(liar);
    for (int i = 1; i < tasks.size(); i++) {
      cluster.player(Player.honest("f" + i, tasks.get(i)));
    }
    cluster.play();
    return truthful.fit(times(liar.task, liar.tasks())) - truthful.tasks();
  }

  private static Resources times(Resources one, int count) {
    return Resources.cpusMem(one.milli("cpus") * count, one.milli("mem") * count);
  }
}
