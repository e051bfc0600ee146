package cuesta.testkit.sim;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.core.agent.Plan;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What really ran, on all machines: the truth that no engine sees. */
final class Starts {
  private final Map<String, ContainerId> byTask = new TreeMap<>();
  private final TreeSet<ContainerId> running = new TreeSet<>();
  private final TreeSet<AgentId> crashed = new TreeSet<>();
  private long count;

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
    running.add(plan.container());
    count++;
  }

  void startedAgain(ContainerId container) {
    Violation.unless(
        !running.contains(container), "container %s was started while it ran", container);
  }

  void ended(ContainerId container) {
    running.remove(container);
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
