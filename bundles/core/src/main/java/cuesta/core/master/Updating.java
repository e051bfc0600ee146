package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.FrameworkInfo;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Status updates: from agent to framework, and their acknowledgements back. The master keeps no
 * queue of them; the agent repeats what is not acknowledged. Resources are free as soon as the
 * master sees a terminal state, whatever is acknowledged yet.
 */
final class Updating {
  private Updating() {}

  static void update(Turn turn, long stream, ToMaster.Update message) {
    AgentId id = turn.state().streams().get(stream);
    AgentEntry agent = id == null ? null : turn.state().agentTable().get(id);
    if (agent == null || agent.stream() != stream) {
      return;
    }
    FrameworkEntry framework = turn.state().frameworkTable().get(message.framework());
    if (framework == null) {
      turn.tell(agent, new ToAgent.Shutdown(message.framework()));
      return;
    }
    StatusUpdate update = message.update();
    TaskEntry before = agent.table().get(new TaskKey(message.framework(), update.task()));
    if (before != null) {
      apply(turn, before, update, message.latest());
    }
    forward(turn, message.framework(), update);
  }

  private static void apply(Turn turn, TaskEntry before, StatusUpdate update, TaskState latest) {
    if (before.update().equals(update.id()) && before.latest() == latest) {
      return; // said again
    }
    TaskEntry after = before.updated(update, latest);
    turn.become(Ledger.change(turn.state(), before, after));
    if (before.holdsResources() && !after.holdsResources()) {
      turn.wantAllocation();
    }
    if (!before.update().equals(update.id())) { // else only news about a later one came with it
      said(turn, after.framework(), update);
    }
  }

  private static void said(Turn turn, FrameworkId framework, StatusUpdate update) {
    turn.emit(new MasterEffect.Tell(framework, update));
    turn.note(
        "task." + update.state().name().toLowerCase(Locale.ROOT),
        update.task().value(),
        update.exit().isPresent() ? "exit " + update.exit().getAsInt() : checks(update),
        update.reason());
  }

  /** What tells one update of a state from the next. */
  private static String checks(StatusUpdate update) {
    String healthy = update.healthy().map(is -> is ? "healthy" : "unhealthy").orElse("");
    String ready = update.ready().map(is -> is ? "ready" : "not ready").orElse("");
    return healthy.isEmpty() || ready.isEmpty() ? healthy + ready : healthy + ", " + ready;
  }

  static void forward(Turn turn, FrameworkId framework, StatusUpdate update) {
    FrameworkEntry to = turn.state().frameworkTable().get(framework);
    if (to != null) {
      turn.tell(to, new FrameworkEvent.Updated(known(turn, framework, update)));
    }
  }

  private static StatusUpdate known(Turn turn, FrameworkId framework, StatusUpdate update) {
    TaskState state = known(turn, framework, update.state());
    return state == update.state()
        ? update
        : new StatusUpdate(
                update.id(),
                update.task(),
                update.agent(),
                update.container(),
                state,
                update.reason(),
                update.exit(),
                update.time())
            .checked(update.healthy(), update.ready());
  }

  /** What the master knows of a task, said by itself. */
  static StatusUpdate lastWord(Turn turn, TaskEntry task) {
    return new StatusUpdate(
            Optional.empty(),
            task.id(),
            Optional.of(task.agent()),
            task.container(),
            task.latest(),
            task.reason(),
            task.exit(),
            turn.tick().wall())
        .checked(task.healthy(), task.ready());
  }

  /**
   * The master itself says how a task stands: once, without an id to acknowledge. A terminal state
   * completes the task at once, since no acknowledgement follows.
   */
  static void masterSays(Turn turn, TaskEntry task, TaskState state, Reason why) {
    StatusUpdate update =
        new StatusUpdate(
                Optional.empty(),
                task.id(),
                Optional.of(task.agent()),
                task.container(),
                known(turn, task.framework(), state),
                Optional.of(why),
                OptionalInt.empty(),
                turn.tick().wall())
            .checked(task.healthy(), task.ready());
    TaskEntry after = task.updated(update, state);
    turn.become(Ledger.change(turn.state(), task, after));
    if (state.isTerminal()) {
      turn.become(Ledger.complete(turn.state(), after));
    }
    if (task.holdsResources()) {
      turn.wantAllocation();
    }
    said(turn, task.framework(), update);
    forward(turn, task.framework(), update);
  }

  /** Frameworks that are not partition-aware know LOST only. */
  static TaskState known(Turn turn, FrameworkId framework, TaskState state) {
    FrameworkEntry entry = turn.state().frameworkTable().get(framework);
    boolean aware = entry == null || entry.info().can(FrameworkInfo.PARTITION_AWARE);
    return switch (state) {
      case DROPPED, UNREACHABLE, GONE, GONE_BY_OPERATOR, UNKNOWN -> aware ? state : TaskState.LOST;
      default -> state;
    };
  }

  static void acknowledge(Turn turn, FrameworkEntry framework, FrameworkCall.Acknowledge call) {
    TaskKey key = new TaskKey(framework.id(), call.task());
    AgentEntry agent = turn.state().agentTable().get(call.agent());
    if (agent == null) {
      return; // the agent repeats the update when it returns, and is answered then
    }
    turn.tell(agent, new ToAgent.Acknowledge(framework.id(), call.task(), call.update()));
    TaskEntry task = agent.table().get(key);
    if (task != null
        && task.status().isTerminal()
        && task.update().filter(call.update()::equals).isPresent()) {
      turn.become(Ledger.complete(turn.state(), task));
    }
  }

  /**
   * A task that cannot be launched gets its answer as an update, so that every launch has exactly
   * one place to look.
   */
  static void refuseLaunch(
      Turn turn,
      FrameworkEntry framework,
      TaskId task,
      Optional<AgentId> agent,
      TaskState state,
      Reason why) {
    StatusUpdate update =
        new StatusUpdate(
            Optional.empty(),
            task,
            agent,
            Optional.empty(),
            known(turn, framework.id(), state),
            Optional.of(why),
            OptionalInt.empty(),
            turn.tick().wall());
    said(turn, framework.id(), update);
    turn.tell(framework, new FrameworkEvent.Updated(update));
  }
}
