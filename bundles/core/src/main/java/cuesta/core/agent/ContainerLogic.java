package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.engine.Ring;
import cuesta.engine.Table;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ends of containers: the exit is looked into, recorded together with the terminal update, and
 * what is left is cleaned up, however long that takes; the update does not wait for it.
 */
final class ContainerLogic {
  private ContainerLogic() {}

  static void exited(Turn turn, AgentEvent.Exited event) {
    ContainerEntry container = turn.container(event.container());
    if (container == null
        || !container.isLive()
        || container.phase() == Phase.REQUESTED
        || turn.state().live(container.id()).ending().isPresent()) {
      return;
    }
    Ending ending = new Ending(OptionalInt.of(event.status()), Optional.empty());
    if (container.phase() == Phase.LAUNCHED) {
      diagnose(turn, container, ending);
    } else {
      // Faster than the word of its start, which is on its way.
      turn.live(container.id(), live -> live.withEnding(ending));
    }
  }

  static void diagnose(Turn turn, ContainerEntry container, Ending ending) {
    if (turn.state().live(container.id()).ending().isEmpty()) {
      turn.live(container.id(), live -> live.withEnding(ending));
    }
    diagnose(turn, container);
  }

  /** Looks into an end that is known; later, if the isolators are not there yet. */
  static void diagnose(Turn turn, ContainerEntry container) {
    turn.disarm(KillLogic.timer(container.id()));
    CheckLogic.stop(turn, container.id());
    if (turn.state().slots().begun()) {
      turn.emit(new AgentEffect.Diagnose(container.id()));
    }
  }

  static void diagnosed(Turn turn, AgentEvent.Diagnosed event) {
    ContainerEntry container = turn.container(event.container());
    if (container == null || !container.isLive()) {
      return;
    }
    Optional<Ending> ending = turn.state().live(container.id()).ending();
    if (ending.isPresent()) {
      conclude(turn, container, ending.get(), event.limit());
    }
  }

  /** Records the end and tells it; cleaning up begins. */
  static void conclude(Turn turn, ContainerEntry container, Ending ending, Optional<Reason> limit) {
    turn.record(new AgentChange.ContainerExited(container.id(), ending.status()));
    Verdict verdict = Verdict.of(container, ending, limit);
    for (TaskEntry task : container.tasks().values()) {
      UpdateLogic.create(turn, task, verdict.state(), ending.status(), verdict.reason());
    }
    turn.become(turn.state().withLive(turn.state().live().without(container.id())));
    turn.emit(new AgentEffect.Cleanup(container.id()));
  }

  static void cleaned(Turn turn, ContainerId id) {
    ContainerEntry container = turn.container(id);
    if (container == null || container.phase() != Phase.EXITED) {
      return;
    }
    turn.record(new AgentChange.ContainerRemoved(id));
    turn.become(turn.state().withLive(turn.state().live().without(id)));
    turn.disarm(timer(id));
    departed(turn, container);
  }

  static void cleanupFailed(Turn turn, ContainerId id) {
    ContainerEntry container = turn.container(id);
    if (container == null || container.phase() != Phase.EXITED) {
      return;
    }
    turn.count(Counts.CLEANUP_FAILURE);
    int failures = turn.state().live(id).cleanups();
    turn.live(id, live -> live.withCleanups(failures + 1));
    turn.arm(
        timer(id),
        Turn.backoff(Limits.CLEANUP_RETRY, Limits.CLEANUP_RETRY_MAX, failures),
        new AgentEvent.CleanupDue(id));
  }

  static void cleanupDue(Turn turn, ContainerId id) {
    ContainerEntry container = turn.container(id);
    if (container != null && container.phase() == Phase.EXITED) {
      turn.emit(new AgentEffect.Cleanup(id));
    }
  }

  private static String timer(ContainerId id) {
    return "cleanup:" + id;
  }

  /** If a container has just left the checkpoint, it goes into the ring of those that are over. */
  static void departed(Turn turn, ContainerEntry container) {
    if (turn.checkpoint().places().has(container.id())) {
      return;
    }
    FrameworkId framework = container.framework();
    Table<FrameworkId, Ring<EndedContainer>> ended = turn.state().ended();
    Ring<EndedContainer> ring = ended.get(framework);
    if (ring == null) {
      ring = Ring.of(Limits.ENDED_CONTAINERS);
      ended = ended.size() < Limits.ENDED_FRAMEWORKS ? ended : ended.without(stalest(ended));
    }
    EndedContainer over =
        new EndedContainer(
            container.id(),
            framework,
            container.executor(),
            container.sandbox(),
            container.status(),
            turn.tick().wall());
    turn.become(turn.state().withEnded(ended.with(framework, ring.with(over))));
  }

  private static FrameworkId stalest(Table<FrameworkId, Ring<EndedContainer>> ended) {
    FrameworkId stalest = ended.firstKey();
    for (FrameworkId one : ended.keys()) {
      if (last(ended.get(one)).at().isBefore(last(ended.get(stalest)).at())) {
        stalest = one;
      }
    }
    return stalest;
  }

  private static EndedContainer last(Ring<EndedContainer> ring) {
    return ring.items().get(ring.items().lastKey());
  }
}
