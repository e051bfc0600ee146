package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import cuesta.api.framework.TaskInfo;
import cuesta.core.message.StatusUpdate;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Checks of running tasks, by the rules of {@link Check}: one timer and at most one try for each.
 * What was found out lives in this process; what was said of it is in the task's newest update, and
 * what differs from that is said. So nothing has to be remembered of what could not be said because
 * too much waits for acknowledgement, and a successor of this process goes on where it was.
 */
final class CheckLogic {
  private CheckLogic() {}

  /** The container was started just now. */
  static void begin(Turn turn, ContainerEntry container) {
    for (CheckKind kind : CheckKind.values()) {
      kind.of(container.launch().task())
          .ifPresent(
              check -> {
                Optional<Boolean> said = said(container, kind);
                begin(turn, container.id(), kind, said, Optional.empty(), check.delay());
              });
    }
  }

  /** An earlier process of this agent started it. */
  static void resume(Turn turn, ContainerEntry container) {
    for (CheckKind kind : CheckKind.values()) {
      kind.of(container.launch().task())
          .ifPresent(
              check -> {
                Optional<Boolean> said = said(container, kind);
                Optional<Reason> why =
                    newest(container)
                        .flatMap(StatusUpdate::reason)
                        .filter(reason -> reason.code().equals(code(kind)));
                // What was well is looked at in its turn: not all of a machine's tasks at once.
                Duration delay =
                    said.orElse(false) ? within(turn, check.interval()) : check.delay();
                begin(turn, container.id(), kind, said, why, delay);
              });
    }
  }

  private static Duration within(Turn turn, Duration interval) {
    return Duration.ofMillis(turn.tick().random().below((int) interval.toMillis()));
  }

  private static void begin(
      Turn turn,
      ContainerId container,
      CheckKind kind,
      Optional<Boolean> said,
      Optional<Reason> why,
      Duration delay) {
    Watch watch = Watch.of(turn.tick().nanos(), said, why);
    turn.live(container, live -> live.with(kind, watch));
    arm(turn, container, kind, watch, delay);
  }

  private static void arm(
      Turn turn, ContainerId container, CheckKind kind, Watch watch, Duration delay) {
    turn.arm(
        timer(container, kind), delay, new AgentEvent.CheckDue(container, kind, watch.tries()));
  }

  private static String timer(ContainerId container, CheckKind kind) {
    return "check:" + kind + ":" + container;
  }

  /** Nobody asks any more: it ends, or is being killed. */
  static void stop(Turn turn, ContainerId container) {
    Live live = turn.state().live(container);
    for (CheckKind kind : CheckKind.values()) {
      if (live.watch(kind).isPresent()) {
        turn.disarm(timer(container, kind));
        turn.live(container, now -> now.without(kind));
      }
    }
  }

  static void due(Turn turn, AgentEvent.CheckDue event) {
    Optional<Watch> watch = turn.state().live(event.container()).watch(event.kind());
    if (watch.isEmpty() || watch.get().trying() || watch.get().tries() != event.tries()) {
      return;
    }
    Watch begun = watch.get().begun();
    turn.live(event.container(), live -> live.with(event.kind(), begun));
    ContainerEntry container = turn.container(event.container());
    Check check = event.kind().of(container.launch().task()).orElseThrow();
    turn.emit(
        new AgentEffect.Probe(
            event.container(),
            event.kind(),
            begun.tries(),
            aimed(check.probe(), container.launch().task()),
            check.timeout(),
            check.probe().type().equals(Probe.COMMAND)
                ? Optional.of(LaunchLogic.plan(turn, container))
                : Optional.empty()));
  }

  /** With the task's first port in place of 0; the master launches nothing that lacks it. */
  private static Probe aimed(Probe probe, TaskInfo task) {
    return probe.port() == 0
        ? new Probe(
            probe.type(),
            (int) Plans.firstPort(task.resources()).orElse(0),
            probe.path(),
            probe.command())
        : probe;
  }

  static void probed(Turn turn, AgentEvent.Probed event) {
    ContainerId id = event.container();
    CheckKind kind = event.kind();
    Optional<Watch> watch = turn.state().live(id).watch(kind);
    if (watch.isEmpty() || !watch.get().trying() || watch.get().tries() != event.attempt()) {
      return;
    }
    TaskInfo task = turn.container(id).launch().task();
    Check check = kind.of(task).orElseThrow();
    Watch after = judge(watch.get(), event, check, task, turn.tick().nanos());
    turn.live(id, live -> live.with(kind, after));
    say(turn, id);
    if (kind == CheckKind.HEALTH && after.why().isPresent()) {
      KillLogic.unhealthy(turn, turn.container(id), after.why().get());
    } else {
      arm(turn, id, kind, after, after.pause(check));
    }
  }

  private static Watch judge(
      Watch before, AgentEvent.Probed event, Check check, TaskInfo task, long now) {
    return switch (event.outcome()) {
      case PASSED -> before.succeeded();
      case UNKNOWN -> before.untold();
      case FAILED -> {
        Watch after = before.failed(check, now);
        boolean tooMany = after.failures() >= check.failures() && after.why().isEmpty();
        yield tooMany ? after.down(why(event, task, after.failures())) : after;
      }
    };
  }

  private static Reason why(AgentEvent.Probed event, TaskInfo task, int failures) {
    String count =
        failures == 1 ? "1 try failed: " : failures + " tries in a row failed; the last: ";
    return Reason.of(code(event.kind()), task.id().value(), count + event.detail());
  }

  private static String code(CheckKind kind) {
    return kind == CheckKind.HEALTH ? Reasons.UNHEALTHY : Reasons.NOT_READY;
  }

  /**
   * Says what checks have found out, if that is not what was said last and there is room for it.
   */
  static void say(Turn turn, ContainerId container) {
    Live live = turn.state().live(container);
    if (live.health().isEmpty() && live.readiness().isEmpty()) {
      return;
    }
    for (TaskEntry task : turn.container(container).tasks().values()) {
      Optional<Boolean> healthy = live.health().flatMap(Watch::word);
      Optional<Boolean> ready = live.readiness().map(watch -> watch.word().orElse(false));
      Optional<Reason> why =
          live.health().flatMap(Watch::why).or(() -> live.readiness().flatMap(Watch::why));
      StatusUpdate said = task.newest().orElseThrow();
      boolean news =
          !said.healthy().equals(healthy)
              || !said.ready().equals(ready)
              || !said.reason().map(Reason::code).equals(why.map(Reason::code));
      if (news && task.waiting().size() < Limits.CHECK_UPDATES) {
        UpdateLogic.create(turn, task, TaskState.RUNNING, OptionalInt.empty(), why, healthy, ready);
      }
    }
  }

  /** What was said last of the check of a kind. */
  private static Optional<Boolean> said(ContainerEntry container, CheckKind kind) {
    return newest(container)
        .flatMap(update -> kind == CheckKind.HEALTH ? update.healthy() : update.ready());
  }

  private static Optional<StatusUpdate> newest(ContainerEntry container) {
    for (TaskEntry task : container.tasks().values()) {
      return task.newest();
    }
    return Optional.empty();
  }
}
