package cuesta.core.agent;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.ExecutorId;
import cuesta.api.FrameworkId;
import cuesta.core.message.TaskKey;
import cuesta.engine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an agent never forgets. Keyed as Mesos keys it, framework → executor → container → task;
 * beside that two indices, which replay keeps in step.
 *
 * @param id the agent's id, once a master gave it one
 * @param term the highest term that was heard
 * @param frameworks containers by framework and executor
 * @param places where a container lies
 * @param tasks in which container a task is
 */
public record Checkpoint(
    Optional<AgentId> id,
    long term,
    Table<FrameworkId, Table<ExecutorId, Table<ContainerId, ContainerEntry>>> frameworks,
    Table<ContainerId, Place> places,
    Table<TaskKey, ContainerId> tasks) {
  /** Nothing known. */
  public static final Checkpoint EMPTY =
      new Checkpoint(Optional.empty(), 0, Table.empty(), Table.empty(), Table.empty());

  /**
   * Where a container lies.
   *
   * @param framework of which framework
   * @param executor of which executor
   */
  public record Place(FrameworkId framework, ExecutorId executor) {}

  /**
   * A container.
   *
   * @param container its id
   * @return the container; null if it is not known
   */
  public ContainerEntry container(ContainerId container) {
    Place place = places.get(container);
    return place == null
        ? null
        : frameworks.get(place.framework()).get(place.executor()).get(container);
  }

  /**
   * The container of a task.
   *
   * @param task the task
   * @return its container; null if the task is not known
   */
  public ContainerEntry containerOf(TaskKey task) {
    ContainerId container = tasks.get(task);
    return container == null ? null : container(container);
  }

  /**
   * A task.
   *
   * @param key its key
   * @return the task; null if it is not known
   */
  public TaskEntry task(TaskKey key) {
    ContainerEntry container = containerOf(key);
    return container == null ? null : container.tasks().get(key.task());
  }

  /**
   * All containers, by id.
   *
   * @return the containers
   */
  public List<ContainerEntry> containers() {
    List<ContainerEntry> all = new ArrayList<>(places.size());
    for (ContainerId id : places.keys()) {
      all.add(container(id));
    }
    return all;
  }

  /**
   * The containers of a framework.
   *
   * @param framework whose
   * @return its containers, by executor
   */
  public List<ContainerEntry> containersOf(FrameworkId framework) {
    List<ContainerEntry> all = new ArrayList<>();
    if (frameworks.has(framework)) {
      for (Table<ContainerId, ContainerEntry> runs : frameworks.get(framework).values()) {
        runs.values().forEach(all::add);
      }
    }
    return all;
  }

  /**
   * Applies a change: the only way in which a checkpoint comes to differ. A change that does not
   * fit changes nothing.
   *
   * @param change a fact
   * @return the checkpoint after it
   */
  public Checkpoint replay(AgentChange change) {
    return Replay.of(this, change);
  }

  /**
   * The shortest list of changes that leads from nothing to this checkpoint: a snapshot, in the
   * journal's own words.
   *
   * @return the changes
   */
  public List<AgentChange> snapshot() {
    return Snapshot.of(this);
  }

  Checkpoint with(Optional<AgentId> newId, long newTerm) {
    return new Checkpoint(newId, newTerm, frameworks, places, tasks);
  }

  /** The checkpoint with a container in it, or replaced; an over one leaves. */
  Checkpoint with(ContainerEntry container) {
    if (container.isOver()) {
      return without(container);
    }
    FrameworkId framework = container.framework();
    ExecutorId executor = container.executor();
    Table<ExecutorId, Table<ContainerId, ContainerEntry>> executors = frameworks.get(framework);
    executors = executors == null ? Table.empty() : executors;
    Table<ContainerId, ContainerEntry> runs = executors.get(executor);
    runs = runs == null ? Table.empty() : runs;
    Table<ContainerId, Place> where =
        places.has(container.id())
            ? places
            : places.with(container.id(), new Place(framework, executor));
    return new Checkpoint(
        id,
        term,
        frameworks.with(framework, executors.with(executor, runs.with(container.id(), container))),
        where,
        tasks);
  }

  private Checkpoint without(ContainerEntry container) {
    FrameworkId framework = container.framework();
    Table<ExecutorId, Table<ContainerId, ContainerEntry>> executors = frameworks.get(framework);
    Table<ContainerId, ContainerEntry> runs =
        executors.get(container.executor()).without(container.id());
    executors =
        runs.isEmpty()
            ? executors.without(container.executor())
            : executors.with(container.executor(), runs);
    return new Checkpoint(
        id,
        term,
        executors.isEmpty() ? frameworks.without(framework) : frameworks.with(framework, executors),
        places.without(container.id()),
        tasks);
  }

  Checkpoint withTasks(Table<TaskKey, ContainerId> changed) {
    return new Checkpoint(id, term, frameworks, places, changed);
  }
}
