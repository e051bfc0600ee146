package cuesta.testkit.sim;

import cuesta.allocator.drf.DrfComponent;
import cuesta.api.Principal;
import cuesta.api.RoleId;
import cuesta.api.allocator.Allocator;
import cuesta.api.allocator.Budget;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.front.OperatorCall;
import cuesta.api.resources.Resources;
import cuesta.core.master.FrameworkCall;
import cuesta.core.master.FrameworkEvent;
import cuesta.core.master.MasterConfig;
import cuesta.core.master.MasterEffect;
import cuesta.core.master.MasterEngine;
import cuesta.core.master.MasterEvent;
import cuesta.core.master.MasterState;
import cuesta.core.message.AgentInfo;
import cuesta.core.message.ToMaster;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Host;
import cuesta.engine.Runner;
import cuesta.engine.SplitMix;
import cuesta.engine.Tick;
import cuesta.testkit.guest.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The shipped master with the shipped allocator in fair weather: agents on which tasks run for
 * ever, players, and a clock that jumps to the next timer.
 */
final class FairCluster implements Host {
  private static final long QUIET = 30 * World.SECOND;

  private record Timer(long at, MasterEvent event) {}

  private record Asked(Allocator allocator, MasterState view, MasterEffect.Allocate effect)
      implements Budget {
    MasterEvent answer() {
      return new MasterEvent.Proposed(effect.cycle(), allocator.allocate(view, this));
    }

    @Override
    public boolean exhausted() {
      return false;
    }

    @Override
    public int maxGrants() {
      return 1_000;
    }

    @Override
    public long seed() {
      return effect.seed();
    }
  }

  private final ArrayDeque<Runnable> inbox = new ArrayDeque<>();
  private final Map<String, Timer> timers = new TreeMap<>();
  private final List<Player> players = new ArrayList<>();
  private final Runner<MasterState, MasterEvent> runner =
      new Runner<>(new MasterEngine(MasterConfig.DEFAULT), MasterState.STANDBY, this);
  private final SplitMix random;
  private final Allocator allocator;
  private long now;
  private long lastLaunch;
  private int agents;

  FairCluster(long seed) {
    random = new SplitMix(seed);
    allocator = new Allocators("drf", new DrfComponent()).open(MasterState.STANDBY);
    happens(new MasterEvent.Elected(1, List.of()));
    drain();
  }

  FairCluster agent(Resources total) {
    String host = "host" + ++agents;
    AgentInfo info =
        new AgentInfo(host, "http://" + host + "/", total, new TreeMap<>(), new TreeMap<>());
    happens(
        new MasterEvent.AgentSaid(
            agents, new ToMaster.Register(agents, Optional.empty(), info, List.of())));
    return this;
  }

  FairCluster weight(RoleId role, double weight) {
    TreeMap<String, String> arguments = new TreeMap<>();
    arguments.put("role", role.value());
    arguments.put("weight", Double.toString(weight));
    OperatorCall call = new OperatorCall(OperatorCall.SET_WEIGHT, arguments);
    happens(new MasterEvent.OperatorCalled(0, Principal.OPERATOR, call));
    return this;
  }

  FairCluster player(Player player) {
    players.add(player);
    long session = players.size();
    FrameworkInfo info = FrameworkInfo.of(player.name, player.role, Duration.ofDays(1));
    happens(
        new MasterEvent.Subscribed(
            session, Principal.of(player.name), Optional.empty(), info, false));
    player.claim.ifPresent(c -> calls(session, new FrameworkCall.Demand(List.of(c))));
    return this;
  }

  /** Lets everybody play until no task was launched for a while. */
  FairCluster play() {
    drain();
    // The allocator wakes up last, so that all start together.
    happens(new MasterEvent.AllocatorChanged("drf"));
    drain();
    while (!timers.isEmpty()) {
      String next = first();
      Timer timer = timers.get(next);
      if (timer.at() > lastLaunch + QUIET) {
        break;
      }
      timers.remove(next);
      now = Math.max(now, timer.at());
      happens(timer.event());
      drain();
    }
    return this;
  }

  private String first() {
    String first = null;
    for (String key : timers.keySet()) {
      first = first == null || timers.get(key).at() < timers.get(first).at() ? key : first;
    }
    return first;
  }

  MasterState view() {
    return runner.committed();
  }

  List<Player> players() {
    return players;
  }

  private void happens(MasterEvent event) {
    inbox.add(
        () -> {
          Instant wall = Instant.EPOCH.plusNanos(now);
          runner.handle(event, new Tick(now, wall, random.fork()));
        });
  }

  private void calls(long session, FrameworkCall call) {
    happens(new MasterEvent.FrameworkCalled(session, 0, call));
  }

  private void drain() {
    while (!inbox.isEmpty()) {
      inbox.poll().run();
    }
  }

  @Override
  public void persist(long position, List<Change> changes) {
    inbox.add(() -> runner.committed(position));
  }

  @Override
  public void poisoned(Object event, RuntimeException failure) {
    throw new Violation("the master broke on " + event, failure);
  }

  @Override
  public void perform(Effect effect) {
    switch (effect) {
      case Effect.Arm e ->
          timers.put(e.key(), new Timer(now + e.delayNanos(), (MasterEvent) e.event()));
      case Effect.Disarm e -> timers.remove(e.key());
      case Effect.Again e -> happens((MasterEvent) e.event());
      case MasterEffect.Allocate e -> happens(new Asked(allocator, runner.applied(), e).answer());
      case MasterEffect.SendFramework e -> hears(e.session(), e.event());
      default -> {
        // Agents do what they are told without a word.
      }
    }
  }

  private void hears(long session, FrameworkEvent event) {
    Player player = players.get((int) session - 1);
    switch (event) {
      case FrameworkEvent.Subscribed e -> player.subscribed(e.id());
      case FrameworkEvent.Offers e ->
          e.offers()
              .forEach(
                  offer -> {
                    FrameworkCall answer = player.answer(offer);
                    lastLaunch = answer instanceof FrameworkCall.Accept ? now : lastLaunch;
                    calls(session, answer);
                  });
      default -> throw new Violation(player.name + " was told " + event);
    }
  }
}
