package cuesta.testkit.sim;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.TaskId;
import cuesta.core.agent.Plan;
import cuesta.testkit.guest.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** What really ran, on all machines: the truth that no engine sees. */
final class Starts {
  private final Map<String, ContainerId> byTask = new TreeMap<>();
  private final Map<ContainerId, TaskId> running = new TreeMap<>();
  private final Map<ContainerId, TaskId> over = new TreeMap<>();
  private final TreeSet<TaskId> ready = new TreeSet<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final TreeSet<AgentId> crashed = new TreeSet<>();
  private long count;

  /** Sees what really happens to tasks. */
  interface Watcher {
    void started(TaskId task);

    /** Without a status if it went down with its machine. */
    void ended(TaskId task, OptionalInt exit);

    /** It can take work from now on, or cannot any more. */
    void ready(TaskId task, boolean isReady);

    /** It had ended when its machine went down, which may have lost the news of it. */
    void lost(TaskId task);
  }

  void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  /**
   * An accept makes at most one launch, and a task id is live at most once, across crashes and
   * leaders.
   */
  void started(Plan plan) {
    String task = plan.environment().get("CUESTA_TASK_ID");
    Violation.unless(task != null, "container %s has no task id", plan.container());
    ContainerId before = byTask.putIfAbsent(task, plan.container());
    Violation.unless(
        before == null,
        "task %s was started twice, in %s and in %s",
        task,
        before,
        plan.container());
    TaskId id = new TaskId(task);
    running.put(plan.container(), id);
    count++;
    watchers.forEach(watcher -> watcher.started(id));
  }

  /** A running container can take work from now on, or cannot any more. */
  void ready(ContainerId container, boolean isReady) {
    TaskId task = running.get(container);
    if (isReady) {
      ready.add(task);
    } else {
      ready.remove(task);
    }
    watchers.forEach(watcher -> watcher.ready(task, isReady));
  }

  boolean isRunning(TaskId task) {
    return running.containsValue(task);
  }

  boolean isReady(TaskId task) {
    return ready.contains(task);
  }

  void startedAgain(ContainerId container) {
    Violation.unless(
        !running.containsKey(container), "container %s was started while it ran", container);
  }

  void ended(ContainerId container, OptionalInt exit) {
    TaskId task = running.remove(container);
    if (task != null) {
      over.put(container, task);
      watchers.forEach(watcher -> watcher.ended(task, exit));
    }
  }

  /** Its machine went down, and may not have told how it ended. */
  void lost(ContainerId container) {
    ended(container, OptionalInt.empty());
    TaskId task = over.get(container);
    watchers.forEach(watcher -> watcher.lost(task));
  }

  /** A machine crashed: the last words of its journal may be lost, and then it repeats itself. */
  void crashed(AgentId agent) {
    crashed.add(agent);
  }

  boolean hasCrashed(AgentId agent) {
    return crashed.contains(agent);
  }

  boolean wasStarted(String task) {
    return byTask.containsKey(task);
  }

  long count() {
    return count;
  }
}
