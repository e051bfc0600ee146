package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.ExecutorId;
import cuesta.api.FrameworkId;
import cuesta.api.TaskId;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import cuesta.engine.Table;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How each change changes the checkpoint. What does not fit is passed over rather than refused: the
 * step functions make only changes that fit, and a journal that lost its tail may end with the
 * first half of a step.
 */
final class Replay {
  private Replay() {}

  static Checkpoint of(Checkpoint before, AgentChange change) {
    return switch (change) {
      case AgentChange.AgentIdAssigned c -> before.with(Optional.of(c.id()), before.term());
      case AgentChange.AgentIdForgotten c -> before.with(Optional.empty(), before.term());
      case AgentChange.TermSeen c -> before.with(before.id(), Math.max(before.term(), c.term()));
      case AgentChange.ContainerRequested c -> requested(before, c);
      case AgentChange.ContainerPrepared c ->
          change(
              before,
              c.container(),
              Phase.REQUESTED,
              Phase.REQUESTED,
              one -> one.prepared(c.records()));
      case AgentChange.ContainerLaunched c ->
          change(
              before,
              c.container(),
              Phase.PREPARED,
              Phase.PREPARED,
              one -> one.launched(c.record()));
      case AgentChange.KillRequested c ->
          change(
              before,
              c.container(),
              Phase.REQUESTED,
              Phase.LAUNCHED,
              one -> one.killed(new ContainerEntry.Kill(c.graceMillis(), c.limit())));
      case AgentChange.ContainerExited c ->
          change(
              before,
              c.container(),
              Phase.REQUESTED,
              Phase.LAUNCHED,
              one -> one.exited(c.status()));
      case AgentChange.ContainerRemoved c ->
          change(before, c.container(), Phase.EXITED, Phase.EXITED, ContainerEntry::cleaned);
      case AgentChange.UpdateCreated c -> created(before, c);
      case AgentChange.UpdateAcknowledged c -> acknowledged(before, c);
      case AgentChange.FrameworkForgotten c -> forgotten(before, c.framework());
    };
  }

  private static Checkpoint requested(Checkpoint before, AgentChange.ContainerRequested change) {
    TaskKey key = change.launch().key();
    if (before.places().has(change.container()) || before.tasks().has(key)) {
      return before;
    }
    return before
        .with(ContainerEntry.of(change))
        .withTasks(before.tasks().with(key, change.container()));
  }

  private static Checkpoint change(
      Checkpoint before,
      ContainerId container,
      Phase from,
      Phase to,
      UnaryOperator<ContainerEntry> how) {
    ContainerEntry entry = before.container(container);
    boolean fits =
        entry != null && entry.phase().compareTo(from) >= 0 && entry.phase().compareTo(to) <= 0;
    return fits ? before.with(how.apply(entry)) : before;
  }

  private static Checkpoint created(Checkpoint before, AgentChange.UpdateCreated change) {
    TaskKey key = new TaskKey(change.framework(), change.update().task());
    ContainerEntry container = before.containerOf(key);
    if (container == null) {
      return before;
    }
    TaskEntry task = container.tasks().get(key.task());
    return before.with(
        container.withTasks(container.tasks().with(key.task(), task.with(change.update()))));
  }

  private static Checkpoint acknowledged(Checkpoint before, AgentChange.UpdateAcknowledged change) {
    TaskKey key = new TaskKey(change.framework(), change.task());
    ContainerEntry container = before.containerOf(key);
    if (container == null) {
      return before;
    }
    TaskEntry task = container.tasks().get(key.task());
    if (task.oldest().flatMap(StatusUpdate::id).filter(change.update()::equals).isEmpty()) {
      return before;
    }
    TaskEntry after = task.withoutOldest();
    if (!after.isOver()) {
      return before.with(container.withTasks(container.tasks().with(key.task(), after)));
    }
    return before
        .with(container.withTasks(container.tasks().without(key.task())))
        .withTasks(before.tasks().without(key));
  }

  private static Checkpoint forgotten(Checkpoint before, FrameworkId framework) {
    Table<ExecutorId, Table<ContainerId, ContainerEntry>> executors =
        before.frameworks().get(framework);
    if (executors == null) {
      return before;
    }
    Checkpoint after = before;
    Table<TaskKey, ContainerId> tasks = before.tasks();
    for (Table<ContainerId, ContainerEntry> runs : executors.values()) {
      for (ContainerEntry container : runs.values()) {
        for (TaskId task : container.tasks().keys()) {
          tasks = tasks.without(new TaskKey(framework, task));
        }
        after = after.with(container.withTasks(Table.empty()));
      }
    }
    return after.withTasks(tasks);
  }
}
