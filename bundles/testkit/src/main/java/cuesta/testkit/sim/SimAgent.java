package cuesta.testkit.sim;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.agent.AgentChange;
import cuesta.core.agent.AgentConfig;
import cuesta.core.agent.AgentEffect;
import cuesta.core.agent.AgentEngine;
import cuesta.core.agent.AgentEvent;
import cuesta.core.agent.AgentState;
import cuesta.core.agent.Checkpoint;
import cuesta.core.agent.ContainerEntry;
import cuesta.core.agent.Kept;
import cuesta.core.agent.Phase;
import cuesta.core.agent.Plan;
import cuesta.core.message.FromMaster;
import cuesta.core.message.ToAgent;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.testkit.guest.Violation;
import java.util.List;
import java.util.Optional;

/** An agent process on its machine. */
final class SimAgent extends SimNode<AgentState, AgentEvent> {
  private final SimMachine machine;
  private final Streams streams;
  private SimLink link;
  private long cutUntil;
  private long highestTerm;

  /** How an agent reaches whoever it believes to lead. */
  interface Streams {
    /** A stream to the believed leader; null if there is none. */
    SimLink open(SimAgent agent);
  }

  SimAgent(
      World world,
      String name,
      AgentConfig config,
      SimMachine machine,
      Streams streams,
      Engine<AgentState, AgentEvent> engine) {
    super(world, name);
    this.machine = machine;
    this.streams = streams;
    Checkpoint checkpoint = Checkpoint.EMPTY;
    for (AgentChange change : machine.disk()) {
      checkpoint = checkpoint.replay(change);
    }
    highestTerm = checkpoint.term();
    boolean rebooted = machine.isRebooted();
    run(
        engine,
        rebooted ? AgentState.rebooted(config, checkpoint) : AgentState.of(config, checkpoint));
    machine.runs(this);
    arrives(new AgentEvent.SlotsReady(true, Optional.empty()));
    List<ContainerEntry> known = checkpoint.containers();
    if (!rebooted) {
      later(0, () -> adopt(known));
    }
    connectLater();
  }

  private void adopt(List<ContainerEntry> known) {
    for (ContainerEntry container : known) {
      if (container.phase() == Phase.LAUNCHED) {
        machine.adopt(container.id());
      }
    }
  }

  /** A planted bug: what the disk says was started is started once more, under another id. */
  void startAgain() {
    later(
        World.SECOND,
        () -> {
          for (ContainerEntry container : runner.applied().checkpoint().containers()) {
            if (container.phase() == Phase.LAUNCHED) {
              machine.startTwice(container.id());
            }
          }
        });
  }

  private void connectLater() {
    later(100 * World.MILLI + random.below(1_000) * World.MILLI, this::connect);
  }

  private void connect() {
    if (link != null && !link.isBroken()) {
      return;
    }
    link = streams.open(this);
    if (link == null) {
      connectLater();
    } else {
      handle(new AgentEvent.StreamOpened(link.agentStream));
    }
  }

  void broken(SimLink which) {
    if (link == which) {
      link = null;
      handle(new AgentEvent.StreamBroken(which.agentStream));
      connectLater();
    }
  }

  /** The detector says that somebody else leads: the old stream is closed first. */
  void follow() {
    if (link != null) {
      link.breakOff();
    }
  }

  /**
   * The network between the agent and all masters is cut; either end notices after some silence.
   */
  void cutOff(long nanos) {
    cutUntil = Math.max(cutUntil, world.now() + nanos);
    SimLink cut = link;
    if (cut != null) {
      world.trace(name, "is cut off for " + nanos / World.MILLI + " ms");
      cut.stall(nanos);
      world.schedule(
          5 * World.SECOND + random.below(15_000) * World.MILLI,
          () -> {
            if (cut.isStalled()) {
              cut.breakOff();
            }
          });
    }
  }

  boolean isCutOff() {
    return world.isFaulty() && world.now() < cutUntil;
  }

  /** What its leader says from now on waits for a while. */
  void queue(long nanos) {
    if (link != null) {
      link.queue(nanos);
    }
  }

  void hears(long stream, FromMaster message) {
    later(
        0,
        () -> {
          long before = runner.applied().checkpoint().places().size();
          handle(new AgentEvent.MasterSaid(stream, message));
          check(message, before);
        });
  }

  /** At most one acting leader's messages are obeyed: the newest one's that was ever heard. */
  private void check(FromMaster message, long containersBefore) {
    AgentState state = runner.applied();
    if (message.body() instanceof ToAgent.LaunchTask
        && state.checkpoint().places().size() > containersBefore) {
      Violation.unless(
          message.term() >= highestTerm,
          "%s obeyed a launch of term %d after it had heard of term %d",
          name,
          message.term(),
          highestTerm);
    }
    Violation.unless(
        state.checkpoint().term() >= highestTerm, "%s forgot term %d", name, highestTerm);
    highestTerm = Math.max(highestTerm, state.checkpoint().term());
  }

  void exited(ContainerId container, int status) {
    arrives(new AgentEvent.Exited(container, status));
  }

  boolean isIdle() {
    return runner.applied().checkpoint().tasks().isEmpty();
  }

  boolean isRegistered() {
    return runner.applied().link().isRegistered();
  }

  @Override
  void die() {
    super.die();
    if (link != null) {
      link.breakOff();
    }
  }

  @Override
  void audit(AgentState state) {
    try {
      AgentEngine.audit(state);
    } catch (IllegalStateException e) {
      throw new Violation(name, e);
    }
    if (machine.isRebooted() && state.slots().begun() && !isLosing(state)) {
      machine.bootRecorded();
    }
  }

  private static boolean isLosing(AgentState state) {
    return state.slots().rebooted()
        && state.checkpoint().containers().stream().anyMatch(ContainerEntry::isLive);
  }

  @Override
  public void persist(long position, List<Change> changes) {
    List<AgentChange> mine = changes.stream().map(AgentChange.class::cast).toList();
    boolean sync = mine.stream().anyMatch(AgentChange.Synced.class::isInstance);
    machine.write(mine);
    if (sync) {
      later(random.below(5) * World.MILLI, () -> committed(position));
    } else {
      later(0, () -> committed(position));
    }
  }

  @Override
  void act(Effect effect) {
    switch ((AgentEffect) effect) {
      case AgentEffect.Send e -> {
        if (link != null && link.agentStream == e.stream()) {
          link.send(e.message());
        }
      }
      case AgentEffect.CloseStream e -> {
        if (link != null && link.agentStream == e.stream()) {
          link.breakOff();
        }
      }
      case AgentEffect.StartedAfresh e -> world.trace(name, "starts afresh: " + e.why());
      case AgentEffect.Prepare e -> later(worked(), () -> prepare(e.plan()));
      case AgentEffect.LaunchContainer e -> later(worked(), () -> launch(e.plan()));
      case AgentEffect.Signal e -> later(worked(), () -> machine.signal(e.container(), e.signal()));
      case AgentEffect.Probe e -> later(worked(), () -> probe(e));
      case AgentEffect.Diagnose e -> later(worked(), () -> diagnose(e.container()));
      case AgentEffect.Cleanup e -> later(worked(), () -> cleanup(e.container()));
    }
  }

  private long worked() {
    return 300_000L + random.below(2_000) * 1_000L;
  }

  private void prepare(Plan plan) {
    handle(
        world.isFaulty() && random.chance(0.01)
            ? new AgentEvent.PrepareFailed(
                plan.container(), Reason.of(Reasons.LAUNCH_FAILED, name, "no space"))
            : new AgentEvent.Prepared(plan.container(), List.of()));
  }

  private void launch(Plan plan) {
    if (world.isFaulty() && random.chance(0.01)) {
      handle(
          new AgentEvent.LaunchFailed(
              plan.container(), Reason.of(Reasons.LAUNCH_FAILED, name, "fork failed")));
      return;
    }
    machine.start(plan);
    handle(new AgentEvent.Launched(plan.container(), new Kept("sim", 1, new byte[0])));
  }

  private void probe(AgentEffect.Probe what) {
    AgentEvent.Outcome outcome =
        world.isFaulty() && random.chance(0.05)
            ? AgentEvent.Outcome.UNKNOWN
            : machine.probe(what.container(), what.kind());
    handle(
        new AgentEvent.Probed(
            what.container(), what.kind(), what.attempt(), outcome, "the simulator says so"));
  }

  private void diagnose(ContainerId container) {
    machine.signal(container, 9);
    handle(new AgentEvent.Diagnosed(container, Optional.empty()));
  }

  private void cleanup(ContainerId container) {
    if (world.isFaulty() && random.chance(0.05)) {
      handle(
          new AgentEvent.CleanupFailed(
              container, Reason.of(Reasons.INTERNAL, name, "device or resource busy")));
    } else {
      machine.cleanup(container);
      handle(new AgentEvent.Cleaned(container));
    }
  }
}
