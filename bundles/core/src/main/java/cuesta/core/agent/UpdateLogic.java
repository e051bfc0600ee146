package cuesta.core.agent;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.TaskState;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Status updates: each task has a queue, of which only the oldest is said, again and again, until
 * it is acknowledged. Mesos' command executor says STARTING before RUNNING; this agent runs the
 * command itself, knows nothing in between, and saves the framework that round trip.
 */
final class UpdateLogic {
  private UpdateLogic() {}

  /** Records news of a task, and says it if nothing older waits. Of its checks nothing is new. */
  static void create(
      Turn turn, TaskEntry task, TaskState state, OptionalInt exit, Optional<Reason> reason) {
    // That it is not well may not have been said while it ran: too much waited.
    Optional<Boolean> healthy =
        turn.checkpoint().containerOf(task.key()).isUnhealthy()
            ? Optional.of(false)
            : task.healthy();
    create(turn, task, state, exit, reason, healthy, task.ready());
  }

  /** Records news of a task and of its checks, and says it if nothing older waits. */
  static void create(
      Turn turn,
      TaskEntry task,
      TaskState state,
      OptionalInt exit,
      Optional<Reason> reason,
      Optional<Boolean> healthy,
      Optional<Boolean> ready) {
    if (task.state().isTerminal()
        || (task.waiting().size() >= Limits.UPDATES_PER_TASK && !state.isTerminal())) {
      return;
    }
    ContainerEntry container = turn.checkpoint().containerOf(task.key());
    StatusUpdate update =
        new StatusUpdate(
                Optional.of(turn.newUpdate()),
                task.id(),
                turn.checkpoint().id().or(() -> Optional.of(container.agent())),
                Optional.of(container.id()),
                state,
                reason,
                exit,
                turn.tick().wall())
            .checked(healthy, ready);
    turn.record(new AgentChange.UpdateCreated(task.key().framework(), update));
    TaskEntry after = turn.checkpoint().task(task.key());
    if (after.waiting().size() == 1) {
      say(turn, after, 0);
    } else if (state.isTerminal()) {
      tell(turn, after); // again, since the newest state frees the resources
    }
  }

  private static void say(Turn turn, TaskEntry task, int attempt) {
    if (!turn.state().link().isRegistered()) {
      return; // said on registration
    }
    tell(turn, task);
    StatusUpdate oldest = task.oldest().orElseThrow();
    FrameworkId framework = task.key().framework();
    turn.arm(
        timer(task.key()),
        Turn.backoff(Limits.UPDATE_RETRY, Limits.UPDATE_RETRY_MAX, attempt),
        new AgentEvent.UpdateDue(framework, task.id(), oldest.id().orElseThrow(), attempt + 1));
  }

  private static void tell(Turn turn, TaskEntry task) {
    turn.tell(
        new ToMaster.Update(task.key().framework(), task.oldest().orElseThrow(), task.state()));
  }

  private static String timer(TaskKey key) {
    return "update:" + key;
  }

  /** Says what waits for a task again, since somebody seems not to have heard it. */
  static void sayAgain(Turn turn, TaskEntry task) {
    if (task.oldest().isPresent()) {
      say(turn, task, 0);
    }
  }

  static void due(Turn turn, AgentEvent.UpdateDue due) {
    TaskEntry task = turn.checkpoint().task(new TaskKey(due.framework(), due.task()));
    boolean waits =
        task != null
            && task.oldest().flatMap(StatusUpdate::id).filter(due.update()::equals).isPresent();
    if (waits) {
      say(turn, task, due.attempt());
    }
  }

  static void acknowledge(Turn turn, ToAgent.Acknowledge said) {
    TaskKey key = new TaskKey(said.framework(), said.task());
    TaskEntry task = turn.checkpoint().task(key);
    if (task == null
        || task.oldest().flatMap(StatusUpdate::id).filter(said.update()::equals).isEmpty()) {
      turn.count(Counts.STRAY_ACKNOWLEDGEMENT);
      return;
    }
    ContainerEntry container = turn.checkpoint().containerOf(key);
    turn.record(new AgentChange.UpdateAcknowledged(said.framework(), said.task(), said.update()));
    TaskEntry after = turn.checkpoint().task(key);
    if (after == null || after.waiting().isEmpty()) {
      turn.disarm(timer(key));
    } else {
      say(turn, after, 0);
    }
    CheckLogic.say(turn, container.id());
    ContainerLogic.departed(turn, container);
  }

  /**
   * A leader has just registered this agent: it hears all that waits at once, not when timers say
   * so.
   */
  static void resendAll(Turn turn) {
    if (!turn.checkpoint().tasks().isEmpty()) {
      resend(
          turn,
          new AgentEvent.ResendDue(
              turn.state().link().registration(), turn.checkpoint().tasks().firstKey()));
    }
  }

  static void resend(Turn turn, AgentEvent.ResendDue due) {
    if (turn.state().link().registration() != due.registration()) {
      return;
    }
    int said = 0;
    for (Map.Entry<TaskKey, ?> entry : turn.checkpoint().tasks().from(due.from())) {
      if (said == Limits.BATCH) {
        turn.again(new AgentEvent.ResendDue(due.registration(), entry.getKey()));
        return;
      }
      TaskEntry task = turn.checkpoint().task(entry.getKey());
      if (task.oldest().isPresent()) {
        say(turn, task, 0);
        said++;
      }
    }
  }

  /** Timers of tasks whose updates nobody waits for any more. */
  static void forget(Turn turn, ContainerEntry container) {
    for (TaskEntry task : container.tasks().values()) {
      if (!task.waiting().isEmpty()) {
        turn.disarm(timer(task.key()));
      }
    }
  }
}
