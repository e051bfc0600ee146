package cuesta.testkit.sim;

import cuesta.allocator.drf.DrfComponent;
import cuesta.api.RoleId;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.resources.Resources;
import cuesta.core.agent.AgentConfig;
import cuesta.core.agent.AgentState;
import cuesta.core.master.MasterConfig;
import cuesta.core.master.MasterState;
import cuesta.core.message.AgentInfo;
import cuesta.engine.SplitMix;
import cuesta.testkit.guest.CiGuest;
import cuesta.testkit.guest.CronGuest;
import cuesta.testkit.guest.Guest;
import cuesta.testkit.guest.RunGuest;
import cuesta.testkit.guest.Violation;
import cuesta.testkit.guest.WebGuest;
import java.time.Duration;
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

  /** Shorter and longer than agents are away in the storm; half of all seeds have the usual one. */
  private static final List<Duration> AGENT_TIMEOUTS =
      List.of(
          MasterConfig.DEFAULT.agentTimeout(),
          MasterConfig.DEFAULT.agentTimeout(),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5));

  private static final long CALM = 25 * 60 * World.SECOND;

  /**
   * What a run came to.
   *
   * @param seed its seed
   * @param hash of its whole trace
   * @param events how many events were handled
   * @param tasks how many tasks were started
   * @param services how many running services were compared with what was told of their readiness
   * @param updates how many updates of applications were watched while nothing failed
   * @param guests what each shipped framework went through
   * @param violation what must never be so and was, if anything
   * @param trace the last lines of the trace
   */
  public record Outcome(
      long seed,
      long hash,
      long events,
      long tasks,
      long services,
      long updates,
      List<String> guests,
      Optional<String> violation,
      String trace) {}

  private final Bug bug;
  private final MasterConfig config;
  private final World world;
  private final SplitMix random;
  private final SimJournal journal;
  private final Starts starts = new Starts();
  private final Allocators allocators = new Allocators("drf", new DrfComponent());
  private final Election election;
  private final List<SimMachine> machines = new ArrayList<>();
  private final List<SimAgent> agents = new ArrayList<>();
  private final List<SimFramework> frameworks = new ArrayList<>();
  private final List<SimGuest<?>> guests = new ArrayList<>();
  private final WebGuest web = new WebGuest(new RoleId("web"));
  private SimAgent misled;
  private long streams;

  private Simulation(World world, Bug bug, MasterConfig config) {
    this.bug = bug;
    this.config = config;
    this.world = world;
    random = world.random();
    journal = new SimJournal(world);
    election = new Election(world, this::believed);
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
    World world = new World(seed, Math.max(World.TRACE_KEPT, lines));
    Simulation simulation = new Simulation(world, bug, config(seed));
    Optional<String> violation = Optional.empty();
    try {
      simulation.play();
    } catch (Violation e) {
      violation = Optional.of(e.getMessage());
    }
    return new Outcome(
        seed,
        world.hash(),
        world.events(),
        simulation.starts.count(),
        simulation.frameworks.stream().mapToLong(SimFramework::compared).sum(),
        simulation.web.updates(),
        simulation.guests.stream().map(SimGuest::summary).toList(),
        violation,
        world.last(lines));
  }

  /** Drawn apart, so that a cluster that gives agents another time meets the same storm. */
  private static MasterConfig config(long seed) {
    int drawn = new SplitMix(~seed).below(AGENT_TIMEOUTS.size());
    return new MasterConfig(AGENT_TIMEOUTS.get(drawn));
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
    Simulation simulation = new Simulation(world, Bug.NONE, MasterConfig.DEFAULT);
    simulation.election.start(1, simulation::master);
    for (int i = 0; i < 2; i++) {
      simulation.machines.add(new SimMachine(world, simulation.starts));
      simulation.agents.add(simulation.agent(i));
    }
    SimFramework framework =
        new SimFramework(
            world,
            simulation.starts,
            "F0",
            simulation.election::detected,
            Resources.cpusMem(10, 1_000),
            tasks,
            0);
    simulation.frameworks.add(framework);
    while (!framework.isSettled()) {
      world.run(world.now() + 60 * World.SECOND);
    }
    world.run(world.now() + 60 * World.SECOND);
    return new Soaked(
        simulation.starts.count(),
        simulation.election.leader().runner.applied(),
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
    election.start(this::master);
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
          new SimFramework(
              world,
              starts,
              "F" + i,
              election::detected,
              each,
              10 + random.below(40),
              random.below(3)));
    }
    invite(new RunGuest(new RoleId("run")));
    invite(new CronGuest(new RoleId("cron"), random.below(50) == 0));
    invite(web);
    invite(new CiGuest(new RoleId("ci")));
    world.schedule(World.SECOND, this::strike);
    world.schedule(2 * World.SECOND + random.below(20_000) * World.MILLI, this::overtake);
    if (random.below(8) == 0) {
      world.schedule(5 * World.SECOND, this::speakFromThePast);
    }
    world.run(STORM);
    calm();
    world.run(STORM + CALM);
    settled();
  }

  private void invite(Guest<?> guest) {
    SimGuest<?> invited = new SimGuest<>(world, guest, bug, election::detected, guests.size());
    journal.watch(invited);
    starts.watch(invited);
    guests.add(invited);
  }

  private SimMaster master(String name) {
    return new SimMaster(
        world,
        name,
        journal,
        allocators,
        (master, leads) -> guests.forEach(guest -> guest.leads(master, leads)),
        bug == Bug.EFFECT_BEFORE_COMMIT ? new Hasty<>(bug.master(config)) : bug.master(config));
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

  private SimLink open(SimAgent agent) {
    SimMaster to = agent == misled ? election.outdated() : election.detected();
    misled = agent == misled ? null : misled;
    if (to == null || !to.isAlive() || agent.isCutOff()) {
      return null;
    }
    long number = ++streams;
    SimLink link = new SimLink(world, world.random(), to, agent, number, number);
    to.link(link);
    return link;
  }

  /**
   * A new leader is known. Some are cut off from the news, and stay with the former one for as long
   * as it lasts.
   */
  private void believed() {
    agents.stream().filter(a -> hearsTheNews()).forEach(SimAgent::follow);
    frameworks.stream().filter(f -> hearsTheNews()).forEach(SimFramework::failOver);
  }

  private boolean hearsTheNews() {
    return !world.isFaulty() || random.chance(0.7);
  }

  // ---- the storm

  private void strike() {
    if (!world.isFaulty()) {
      return;
    }
    SimAgent agent = agents.get(random.below(agents.size()));
    switch (random.below(16)) {
      case 0 -> election.elect();
      case 1 -> election.crash(this::master);
      case 2 -> crashAgent(agents.indexOf(agent), false);
      case 3 -> crashAgent(agents.indexOf(agent), random.chance(0.3));
      case 4 -> agent.follow();
      case 5 -> frameworks.get(random.below(frameworks.size())).failOver();
      case 6 -> swap(election.any());
      case 7, 8 -> mislead(agent);
      case 9 -> election.any().freeze(random.below(30_000) * World.MILLI);
      case 10 -> agent.freeze(random.below(9_000) * World.MILLI);
      case 11 -> agent.cutOff(random.below(90_000) * World.MILLI);
      case 12, 13 -> guests.get(random.below(guests.size())).swap();
      case 14 -> guests.get(random.below(guests.size())).takeAway();
      default -> overtake();
    }
    world.schedule(random.below(8_000) * World.MILLI, this::strike);
  }

  /**
   * A new leader is chosen while the former one goes on and what it says waits on its way: it
   * arrives at agents that have found the new leader meanwhile.
   */
  private void overtake() {
    if (!world.isFaulty()) {
      return;
    }
    world.trace("sim", "a leader is overtaken by its messages");
    agents.forEach(agent -> agent.queue((2_000 + random.below(6_000)) * World.MILLI));
    world.schedule(random.below(2_000) * World.MILLI, election::elect);
  }

  /**
   * For some seconds nothing that the leader says arrives; then it freezes and another one is
   * chosen. What it said arrives when agents have found that one. In some seeds again and again, so
   * that terms are put to the test whatever else goes on.
   */
  private void speakFromThePast() {
    if (!world.isFaulty()) {
      return;
    }
    world.trace("sim", "a leader's words come late");
    agents.forEach(agent -> agent.queue(12 * World.SECOND));
    world.schedule(
        5 * World.SECOND,
        () -> {
          election.leader().freeze(20 * World.SECOND);
          election.elect();
        });
    world.schedule(20 * World.SECOND, this::speakFromThePast);
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
    election.masters().forEach(SimNode::thaw);
    agents.forEach(SimNode::thaw);
    // Long enough for an update that is repeated ever more rarely.
    world.schedule(
        15 * 60 * World.SECOND, () -> frameworks.forEach(SimFramework::compareAndRetire));
    world.schedule(110 * World.SECOND, election::elect); // all crashed processes are back by then
    // No fault: whoever updates something meanwhile notices nothing of it.
    world.schedule(901 * World.SECOND + random.below(60_000) * World.MILLI, election::elect);
    world.schedule(901 * World.SECOND + random.below(60_000) * World.MILLI, this::swapGuests);
  }

  private void swapGuests() {
    guests.forEach(SimGuest::swap);
  }

  private void settled() {
    for (SimFramework framework : frameworks) {
      Violation.unless(framework.isSettled(), "%s", framework.unsettled());
    }
    for (SimGuest<?> guest : guests) {
      Optional<String> open = guest.unsettled();
      Violation.unless(open.isEmpty(), "%s", open.orElse(""));
    }
    SimMaster master = election.leader();
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
}
