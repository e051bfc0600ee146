package cuesta.testkit.sim;

import cuesta.allocator.drf.DrfComponent;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.resources.Resources;
import cuesta.core.agent.AgentConfig;
import cuesta.core.agent.AgentState;
import cuesta.core.master.MasterState;
import cuesta.core.message.AgentInfo;
import cuesta.engine.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of one seed: some minutes in which everything goes wrong, then a calm in which everything
 * must come to its end.
 */
public final class Simulation {
  private static final long STORM = 120 * World.SECOND;
  private static final long CALM = 20 * 60 * World.SECOND;
  private static final int MASTERS = 3;

  /**
   * What a run came to.
   *
   * @param seed its seed
   * @param hash of its whole trace
   * @param events how many events were handled
   * @param tasks how many tasks were started
   * @param violation what must never be so and was, if anything
   * @param trace the last lines of the trace
   */
  public record Outcome(
      long seed, long hash, long events, long tasks, Optional<String> violation, String trace) {}

  private final long seed;
  private final Bug bug;
  private final World world;
  private final SplitMix random;
  private final SimJournal journal;
  private final Starts starts = new Starts();
  private final Allocators allocators = new Allocators("drf", new DrfComponent());
  private final List<SimMaster> masters = new ArrayList<>();
  private final List<SimMachine> machines = new ArrayList<>();
  private final List<SimAgent> agents = new ArrayList<>();
  private final List<SimFramework> frameworks = new ArrayList<>();
  private int leader = -1;
  private SimMaster believed;
  private SimMaster former;
  private SimAgent misled;
  private long term;
  private long streams;

  private Simulation(World world, long seed, Bug bug) {
    this.seed = seed;
    this.bug = bug;
    this.world = world;
    random = world.random();
    journal = new SimJournal(world);
  }

  /**
   * Runs a seed.
   *
   * @param seed any number
   * @return what it came to
   */
  public static Outcome run(long seed) {
    return run(seed, Bug.NONE, 60);
  }

  /**
   * Runs a seed with a planted bug.
   *
   * @param seed any number
   * @param bug which
   * @param lines how many lines of the trace are kept for the outcome
   * @return what it came to
   */
  public static Outcome run(long seed, Bug bug, int lines) {
    Simulation simulation = new Simulation(new World(seed), seed, bug);
    Optional<String> violation = Optional.empty();
    try {
      simulation.play();
    } catch (Violation e) {
      violation = Optional.of(e.getMessage());
    }
    World world = simulation.world;
    return new Outcome(
        seed,
        world.hash(),
        world.events(),
        simulation.starts.count(),
        violation,
        world.last(lines));
  }

  /**
   * Runs many tasks in fair weather, for those who want to see what is left of them.
   *
   * @param tasks how many
   * @return the leader's state after the last one, with all agents' states behind it
   */
  public static Soaked soak(int tasks) {
    World world = new World(1, 0);
    world.stopFaults();
    Simulation simulation = new Simulation(world, 1, Bug.NONE);
    simulation.masters.add(simulation.master(0));
    simulation.elect();
    for (int i = 0; i < 2; i++) {
      simulation.machines.add(new SimMachine(world, simulation.starts));
      simulation.agents.add(simulation.agent(i));
    }
    SimFramework framework =
        new SimFramework(
            world,
            simulation.starts,
            "F0",
            simulation::detected,
            Resources.cpusMem(10, 1_000),
            tasks);
    simulation.frameworks.add(framework);
    while (!framework.isSettled()) {
      world.run(world.now() + 60 * World.SECOND);
    }
    world.run(world.now() + 60 * World.SECOND);
    return new Soaked(
        simulation.starts.count(),
        simulation.masters.getFirst().runner.applied(),
        simulation.agents.stream().map(agent -> agent.runner.applied()).toList());
  }

  /**
   * What a soak left behind.
   *
   * @param started how many tasks were started
   * @param master the master's state
   * @param agents the agents' states
   */
  public record Soaked(long started, MasterState master, List<AgentState> agents) {}

  private void play() {
    for (int i = 0; i < MASTERS; i++) {
      masters.add(master(i));
    }
    elect();
    int count = 1 + random.below(4);
    for (int i = 0; i < count; i++) {
      machines.add(new SimMachine(world, starts));
      agents.add(agent(i));
    }
    int many = 1 + random.below(3);
    for (int i = 0; i < many; i++) {
      long cpus = 200L + random.below(8) * 100L;
      Resources each = Resources.cpusMem(cpus, 32_000L + random.below(256) * 1_000L);
      frameworks.add(
          new SimFramework(world, starts, "F" + i, this::detected, each, 10 + random.below(40)));
    }
    world.schedule(World.SECOND, this::strike);
    world.run(STORM);
    calm();
    world.run(STORM + CALM);
    settled();
  }

  private SimMaster master(int i) {
    return new SimMaster(
        world,
        "M" + i,
        journal,
        allocators,
        bug == Bug.EFFECT_BEFORE_COMMIT ? new Hasty<>(bug.master()) : bug.master());
  }

  private SimAgent agent(int i) {
    AgentInfo info =
        new AgentInfo(
            "host" + i,
            "http://host" + i + ":5051/slave(1)",
            Resources.parse("cpus:2;mem:4096;ports:[31000-32000]"),
            new TreeMap<>(),
            new TreeMap<>());
    AgentConfig config = new AgentConfig(info, "/work", "nobody", false, new TreeMap<>());
    SimAgent agent = new SimAgent(world, "A" + i, config, machines.get(i), this::open, bug.agent());
    if (bug == Bug.DOUBLE_RECOVER) {
      agent.startAgain();
    }
    return agent;
  }

  /** A detector that lies late: now and then somebody finds the leader of the past. */
  private SimMaster detected() {
    return world.isFaulty() && former != null && random.chance(0.3) ? former : believed;
  }

  private SimLink open(SimAgent agent) {
    SimMaster to = agent == misled && former != null ? former : detected();
    misled = agent == misled ? null : misled;
    if (to == null || !to.isAlive()) {
      return null;
    }
    long number = ++streams;
    SimLink link = new SimLink(world, world.random(), to, agent, number, number);
    to.link(link);
    return link;
  }

  // ---- the election

  /** Somebody is chosen; whoever led before learns of it in its own time. */
  private void elect() {
    List<Integer> alive = new ArrayList<>();
    for (int i = 0; i < masters.size(); i++) {
      if (masters.get(i).isAlive() && i != leader) {
        alive.add(i);
      }
    }
    if (alive.isEmpty()) {
      world.schedule(World.SECOND, this::elect);
      return;
    }
    SimMaster old = leader < 0 ? null : masters.get(leader);
    leader = alive.get(random.below(alive.size()));
    long won = ++term;
    SimMaster next = masters.get(leader);
    world.trace("zk", next.name + " wins term " + won);
    next.won(won);
    if (old != null && old.isAlive()) {
      long late = world.isFaulty() ? random.below(40_000) * World.MILLI : 0;
      old.later(late, () -> old.lost("the session expired"));
    }
    world.schedule(
        random.below(2_000) * World.MILLI,
        () -> {
          if (won == term) {
            former = believed;
            believed = next;
            // Some are cut off from the news, and stay with the former leader for as long as it
            // lasts.
            agents.stream().filter(a -> hearsTheNews()).forEach(SimAgent::follow);
            frameworks.stream().filter(f -> hearsTheNews()).forEach(SimFramework::failOver);
          }
        });
  }

  private boolean hearsTheNews() {
    return !world.isFaulty() || random.chance(0.7);
  }

  // ---- the storm

  private void strike() {
    if (!world.isFaulty()) {
      return;
    }
    switch (random.below(11)) {
      case 0 -> elect();
      case 1 -> crashMaster(random.below(MASTERS));
      case 2 -> crashAgent(random.below(agents.size()), false);
      case 3 -> crashAgent(random.below(agents.size()), random.chance(0.3));
      case 4 -> agents.get(random.below(agents.size())).follow();
      case 5 -> frameworks.get(random.below(frameworks.size())).failOver();
      case 6 -> swap(masters.get(random.below(MASTERS)));
      case 7, 8 -> mislead(agents.get(random.below(agents.size())));
      case 9 -> masters.get(random.below(MASTERS)).freeze(random.below(30_000) * World.MILLI);
      default -> agents.get(random.below(agents.size())).freeze(random.below(9_000) * World.MILLI);
    }
    world.schedule(random.below(8_000) * World.MILLI, this::strike);
  }

  /**
   * An agent that knows the present leader breaks off, and is sent to the former one, which may not
   * know yet.
   */
  private void mislead(SimAgent agent) {
    misled = agent;
    agent.follow();
  }

  private void swap(SimMaster master) {
    if (master.isAlive()) {
      master.later(0, master::swapAllocator);
    }
  }

  private void crashMaster(int i) {
    masters.get(i).die();
    world.schedule(
        500 * World.MILLI + random.below(10_000) * World.MILLI, () -> masters.set(i, master(i)));
    if (i == leader) {
      world.schedule(random.below(10_000) * World.MILLI, this::elect);
    }
  }

  private void crashAgent(int i, boolean machineToo) {
    SimAgent agent = agents.get(i);
    if (!agent.isAlive()) {
      return;
    }
    agent.die();
    if (machineToo) {
      world.trace("A" + i, "its machine crashes");
      machines.get(i).crash();
    }
    world.schedule(
        500 * World.MILLI + random.below(100_000) * World.MILLI, () -> agents.set(i, agent(i)));
  }

  // ---- the calm

  private void calm() {
    world.trace("sim", "the storm is over");
    world.stopFaults();
    masters.forEach(SimNode::thaw);
    agents.forEach(SimNode::thaw);
    world.schedule(110 * World.SECOND, this::elect); // all crashed processes are back by then
  }

  private void settled() {
    for (SimFramework framework : frameworks) {
      Violation.unless(framework.isSettled(), "%s", framework.unsettled());
    }
    SimMaster master = masters.get(leader);
    Violation.unless(master.believesItLeads(), "nobody leads after the calm");
    for (SimAgent agent : agents) {
      Violation.unless(agent.isRegistered(), "%s is not registered after the calm", agent.name);
      Violation.unless(agent.isIdle(), "%s has tasks left after the calm", agent.name);
    }
    Violation.unless(
        !master.runner.applied().offers().iterator().hasNext(), "an offer is left after the calm");
    ClusterView view = master.runner.applied();
    for (AgentView agent : view.agents()) {
      Violation.unless(
          agent.used().isEmpty(), "%s holds %s after the calm", agent.id(), agent.used());
    }
  }

  /**
   * The seed of this run.
   *
   * @return the seed
   */
  public long seed() {
    return seed;
  }
}
