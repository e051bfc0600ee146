package cuesta.core.agent;

import cuesta.api.ContainerId;
import cuesta.api.ExecutorId;
import cuesta.api.FrameworkId;
import cuesta.core.message.StatusUpdate;
import cuesta.engine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A checkpoint told as changes. */
final class Snapshot {
  private final List<AgentChange> changes = new ArrayList<>();

  private Snapshot() {}

  static List<AgentChange> of(Checkpoint checkpoint) {
    Snapshot snapshot = new Snapshot();
    checkpoint.id().ifPresent(id -> snapshot.changes.add(new AgentChange.AgentIdAssigned(id)));
    if (checkpoint.term() > 0) {
      snapshot.changes.add(new AgentChange.TermSeen(checkpoint.term()));
    }
    for (Map.Entry<FrameworkId, Table<ExecutorId, Table<ContainerId, ContainerEntry>>> one :
        checkpoint.frameworks()) {
      snapshot.framework(one.getKey(), one.getValue());
    }
    return List.copyOf(snapshot.changes);
  }

  /**
   * Containers without tasks come first: to forget the framework right after each takes away its
   * task, and nobody else's. Each by itself, since two may once have run a task of the same id.
   */
  private void framework(
      FrameworkId framework, Table<ExecutorId, Table<ContainerId, ContainerEntry>> executors) {
    List<ContainerEntry> inhabited = new ArrayList<>();
    for (Table<ContainerId, ContainerEntry> runs : executors.values()) {
      for (ContainerEntry container : runs.values()) {
        if (container.tasks().isEmpty()) {
          container(container);
          changes.add(new AgentChange.FrameworkForgotten(framework));
        } else {
          inhabited.add(container);
        }
      }
    }
    inhabited.forEach(this::container);
  }

  private void container(ContainerEntry entry) {
    ContainerId id = entry.id();
    changes.add(
        new AgentChange.ContainerRequested(id, entry.agent(), entry.launch(), entry.requested()));
    if (entry.launched().isPresent() || !entry.records().isEmpty() || entry.isPrepared()) {
      changes.add(new AgentChange.ContainerPrepared(id, entry.records()));
    }
    entry
        .launched()
        .ifPresent(record -> changes.add(new AgentChange.ContainerLaunched(id, record)));
    entry
        .kill()
        .ifPresent(
            kill ->
                changes.add(new AgentChange.KillRequested(id, kill.graceMillis(), kill.limit())));
    if (!entry.isLive()) {
      changes.add(new AgentChange.ContainerExited(id, entry.status()));
    }
    for (TaskEntry task : entry.tasks().values()) {
      task(entry.framework(), task);
    }
    if (entry.phase() == Phase.CLEANED) {
      changes.add(new AgentChange.ContainerRemoved(id));
    }
  }

  private void task(FrameworkId framework, TaskEntry task) {
    if (task.waiting().isEmpty() && task.newest().isPresent()) {
      StatusUpdate last = task.newest().get();
      changes.add(new AgentChange.UpdateCreated(framework, last));
      changes.add(
          new AgentChange.UpdateAcknowledged(framework, task.id(), last.id().orElseThrow()));
    }
    for (StatusUpdate update : task.waiting()) {
      changes.add(new AgentChange.UpdateCreated(framework, update));
    }
  }
}
