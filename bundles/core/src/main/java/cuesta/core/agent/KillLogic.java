package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.core.message.TaskKey;
import cuesta.core.message.ToAgent;
import cuesta.engine.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Kills: SIGTERM to every process, after the grace period SIGKILL to what is left, repeated until
 * the end is reported. A later kill can only shorten. The request is durable, so that an agent that
 * restarts in between finishes it.
 */
final class KillLogic {
  private KillLogic() {}

  static void kill(Turn turn, ToAgent.KillTask said) {
    ContainerEntry container =
        turn.checkpoint().containerOf(new TaskKey(said.framework(), said.task()));
    if (container == null) {
      turn.count(Counts.UNKNOWN_KILL);
      return;
    }
    long grace = Math.clamp(said.graceMillis(), 0, Limits.GRACE_MAX.toMillis());
    request(turn, container, grace, Optional.empty());
  }

  static void limitReached(Turn turn, AgentEvent.LimitReached event) {
    ContainerEntry container = turn.container(event.container());
    if (container != null) {
      request(turn, container, 0, Optional.of(event.why()));
    }
  }

  /** Its health check failed too often. */
  static void unhealthy(Turn turn, ContainerEntry container, Reason why) {
    long grace = container.launch().task().killGrace().toMillis();
    request(turn, container, Math.min(grace, Limits.GRACE_MAX.toMillis()), Optional.of(why));
  }

  private static void request(
      Turn turn, ContainerEntry container, long graceMillis, Optional<Reason> limit) {
    ContainerId id = container.id();
    if (!container.isLive() || turn.state().live(id).ending().isPresent()) {
      return;
    }
    if (container.kill().isPresent() && !shortens(turn, container, graceMillis)) {
      return;
    }
    // Who was being killed anyway stays killed for that reason; it only goes faster.
    Optional<Reason> why = container.kill().isPresent() ? container.kill().get().limit() : limit;
    turn.record(new AgentChange.KillRequested(id, graceMillis, why));
    CheckLogic.stop(turn, id);
    if (container.phase() == Phase.REQUESTED) {
      Reason never = Reason.of(Reasons.KILLED_DURING_LAUNCH, id.value(), "");
      ContainerLogic.conclude(
          turn,
          turn.container(id),
          new Ending(OptionalInt.empty(), Optional.of(never)),
          Optional.empty());
    } else {
      carryOut(turn, turn.container(id));
    }
  }

  private static boolean shortens(Turn turn, ContainerEntry container, long graceMillis) {
    long killAt = turn.state().live(container.id()).killAt();
    if (killAt == 0) { // not begun yet
      return graceMillis < container.kill().get().graceMillis();
    }
    long wanted = turn.tick().nanos() + Duration.ofMillis(graceMillis).toNanos();
    return container.kill().get().graceMillis() > 0 && wanted - killAt < 0;
  }

  /**
   * Begins a kill that was requested, if the container was started; otherwise it is done when it
   * is.
   */
  static void carryOut(Turn turn, ContainerEntry container) {
    if (container.kill().isEmpty() || container.phase() != Phase.LAUNCHED) {
      return;
    }
    Duration grace = Duration.ofMillis(container.kill().get().graceMillis());
    boolean begun = turn.state().live(container.id()).killAt() != 0;
    if (grace.isZero()) {
      killNow(turn, container.id());
      return;
    }
    if (!begun) {
      turn.emit(new AgentEffect.Signal(container.id(), Signals.TERM));
    }
    arm(turn, container.id(), grace);
  }

  static void due(Turn turn, ContainerId id) {
    ContainerEntry container = turn.container(id);
    if (container != null
        && container.phase() == Phase.LAUNCHED
        && container.kill().isPresent()
        && turn.state().live(id).ending().isEmpty()) {
      killNow(turn, id);
    }
  }

  private static void killNow(Turn turn, ContainerId id) {
    turn.emit(new AgentEffect.Signal(id, Signals.KILL));
    arm(turn, id, Limits.KILL_REPEAT);
  }

  private static void arm(Turn turn, ContainerId id, Duration delay) {
    turn.live(id, live -> live.withKillAt(turn.tick().nanos() + delay.toNanos()));
    turn.arm(timer(id), delay, new AgentEvent.KillDue(id));
  }

  static String timer(ContainerId id) {
    return "kill:" + id;
  }

  /**
   * A framework is over: nobody wants to hear of its tasks any more, and nothing of them may go on.
   */
  static void shutdown(Turn turn, FrameworkId framework) {
    forget(turn, framework);
    orphans(turn);
  }

  /** Forgets a framework's tasks and updates; its containers are orphans then. */
  static void forget(Turn turn, FrameworkId framework) {
    List<ContainerEntry> all = turn.checkpoint().containersOf(framework);
    if (all.isEmpty()) {
      return;
    }
    turn.record(new AgentChange.FrameworkForgotten(framework));
    for (ContainerEntry container : all) {
      UpdateLogic.forget(turn, container);
      ContainerLogic.departed(turn, container);
    }
  }

  static void orphans(Turn turn) {
    Table<ContainerId, Checkpoint.Place> places = turn.checkpoint().places();
    if (!places.isEmpty()) {
      orphans(turn, places.firstKey());
    }
  }

  /** Kills containers whose framework was forgotten: so many now, the rest in the next step. */
  static void orphans(Turn turn, ContainerId from) {
    int killed = 0;
    for (Map.Entry<ContainerId, Checkpoint.Place> entry : turn.checkpoint().places().from(from)) {
      if (killed == Limits.BATCH) {
        turn.again(new AgentEvent.OrphansDue(entry.getKey()));
        return;
      }
      ContainerEntry container = turn.container(entry.getKey());
      if (container.isOrphan()) {
        request(turn, container, 0, Optional.empty());
        killed++;
      }
    }
  }
}
