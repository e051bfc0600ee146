package cuesta.core.agent;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.core.message.Launch;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * From the master's word to a running container. Each stage is written before the next begins:
 * requested, then prepared by the isolators, then launched.
 */
final class LaunchLogic {
  private LaunchLogic() {}

  static void launch(Turn turn, Launch launch) {
    TaskEntry known = turn.checkpoint().task(launch.key());
    if (known != null) {
      turn.count(Counts.DOUBLED_LAUNCH);
      UpdateLogic.sayAgain(turn, known);
      return;
    }
    AgentId agent = turn.checkpoint().id().orElseThrow();
    ContainerId container = turn.newContainer();
    Optional<Refusal> refusal = Refusal.of(turn.state(), launch);
    if (refusal.isEmpty()) {
      request(turn, container, agent, launch);
      turn.emit(new AgentEffect.Prepare(plan(turn, turn.container(container))));
    } else if (turn.checkpoint().places().size() < 2 * Limits.CONTAINERS) {
      request(turn, container, agent, launch);
      refuse(turn, container, refusal.get());
    }
    // Beyond that not even the refusal is written down: the master asks again when it reconciles.
  }

  private static void request(Turn turn, ContainerId container, AgentId agent, Launch launch) {
    turn.record(new AgentChange.ContainerRequested(container, agent, launch, turn.tick().wall()));
  }

  /**
   * A container that is over before it began: its task has a place to wait for the acknowledgement.
   */
  private static void refuse(Turn turn, ContainerId container, Refusal refusal) {
    turn.record(new AgentChange.ContainerExited(container, OptionalInt.empty()));
    turn.record(new AgentChange.ContainerRemoved(container));
    for (TaskEntry task : turn.container(container).tasks().values()) {
      UpdateLogic.create(
          turn, task, refusal.state(), OptionalInt.empty(), Optional.of(refusal.why()));
    }
  }

  static Plan plan(Turn turn, ContainerEntry container) {
    return Plans.of(turn.state().config(), container);
  }

  static void prepared(Turn turn, AgentEvent.Prepared event) {
    ContainerEntry container = turn.container(event.container());
    if (container == null
        || container.phase().compareTo(Phase.PREPARED) > 0
        || turn.state().live(container.id()).launching()) {
      return;
    }
    if (container.phase() == Phase.REQUESTED || !container.records().equals(event.records())) {
      turn.record(new AgentChange.ContainerPrepared(container.id(), event.records()));
    }
    turn.live(container.id(), Live::launched);
    turn.emit(new AgentEffect.LaunchContainer(plan(turn, turn.container(container.id()))));
  }

  static void prepareFailed(Turn turn, AgentEvent.PrepareFailed event) {
    ContainerEntry container = turn.container(event.container());
    if (container == null
        || container.phase().compareTo(Phase.PREPARED) > 0
        || turn.state().live(container.id()).launching()) {
      return;
    }
    Ending ending = new Ending(OptionalInt.empty(), Optional.of(event.why()));
    if (container.phase() == Phase.REQUESTED) {
      ContainerLogic.conclude(turn, container, ending, Optional.empty());
    } else {
      // Prepared by a former process, which may have launched it without living to write that down.
      ContainerLogic.diagnose(turn, container, ending);
    }
  }

  static void launched(Turn turn, AgentEvent.Launched event) {
    ContainerEntry container = turn.container(event.container());
    if (container == null || container.phase() != Phase.PREPARED) {
      return;
    }
    turn.record(new AgentChange.ContainerLaunched(container.id(), event.record()));
    for (TaskEntry task : container.tasks().values()) {
      UpdateLogic.create(turn, task, TaskState.RUNNING, OptionalInt.empty(), Optional.empty());
    }
    if (turn.state().live(container.id()).ending().isPresent()) {
      ContainerLogic.diagnose(turn, turn.container(container.id()));
    } else if (container.kill().isPresent()) {
      KillLogic.carryOut(turn, turn.container(container.id()));
    } else {
      CheckLogic.begin(turn, turn.container(container.id()));
    }
  }

  static void launchFailed(Turn turn, AgentEvent.LaunchFailed event) {
    ContainerEntry container = turn.container(event.container());
    if (container != null && container.phase() == Phase.PREPARED) {
      // A call that was late may have started it after all: nothing may be left of that.
      ContainerLogic.diagnose(
          turn, container, new Ending(OptionalInt.empty(), Optional.of(event.why())));
    }
  }

  /** How a launch that came to nothing is told. */
  static TaskState failedState(Reason why) {
    return switch (why.code()) {
      case Reasons.SLOT_EMPTY -> TaskState.DROPPED;
      case Reasons.ROOT_REFUSED -> TaskState.ERROR;
      default -> TaskState.FAILED;
    };
  }

  /** Codes that mean something to the framework stay; what broke inside becomes LAUNCH_FAILED. */
  static Reason failedReason(Reason why) {
    return switch (why.code()) {
      case Reasons.PLUGIN_FAILED, Reasons.PLUGIN_LATE, Reasons.INTERNAL ->
          Reason.of(
              Reasons.LAUNCH_FAILED,
              why.subject(),
              why.detail().isEmpty() ? why.code() : why.detail(),
              why.hint());
      default -> why;
    };
  }
}
