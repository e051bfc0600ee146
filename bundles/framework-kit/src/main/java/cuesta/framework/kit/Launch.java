package cuesta.framework.kit;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.TaskAt;
import cuesta.api.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a unit of work comes onto an agent: it waits for an offer, a launch is intended, an agent
 * says what became of it, it is over. The framework keeps it with its unit of work, in one entry of
 * the store; all that {@link Launches} knows is built from these.
 *
 * @param id what the unit's tasks are called; two units never share one
 * @param number launches intended so far
 * @param at where it was launched last; empty while it waits
 * @param state what is known of its task; STAGING while it waits, terminal once it is over
 * @param started when it was first seen to run
 * @param kill the grace of the kill that is wished for
 * @param why why it is in its state; while it waits, why the last launch came to nothing
 */
public record Launch(
    String id,
    int number,
    Optional<At> at,
    TaskState state,
    Optional<Instant> started,
    Optional<Duration> kill,
    Optional<Reason> why) {

  /**
   * Where it was launched.
   *
   * @param agent on which agent
   * @param resources what it takes there
   * @param container in which container, once known
   */
  public record At(AgentId agent, Resources resources, Optional<ContainerId> container) {}

  /**
   * A unit of work that waits for its first launch.
   *
   * @param id the id of its first task
   * @return nothing but its id
   */
  public static Launch waiting(String id) {
    return new Launch(
        id,
        0,
        Optional.empty(),
        TaskState.STAGING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The task of the last launch. Each launch has a task id of its own, so that what is said of an
   * earlier one is never taken for news of a later: {@code id}, {@code id.2}, {@code id.3}.
   *
   * @return the task
   */
  public TaskId task() {
    return new TaskId(number <= 1 ? id : id + "." + number);
  }

  /**
   * The task of the last launch, as the master is asked for it.
   *
   * @return the task, and where it was launched
   */
  TaskAt question() {
    return new TaskAt(task(), at.map(At::agent));
  }

  /**
   * Whether it waits for an offer.
   *
   * @return true if so
   */
  public boolean waits() {
    return at.isEmpty() && !state.isTerminal();
  }

  /**
   * Whether a launch is intended whose end is not known.
   *
   * @return true if so
   */
  public boolean isLive() {
    return at.isPresent() && !state.isTerminal();
  }

  /**
   * Whether it is over: it will not be launched again.
   *
   * @return true if so
   */
  public boolean isOver() {
    return state.isTerminal();
  }

  /**
   * Where agents put the sandbox of its task, as Mesos has it; the executor of a command task has
   * the id of the task.
   *
   * @param framework whose task it is
   * @return the path below the agent's work directory; empty while the container is not known
   */
  public Optional<String> sandbox(FrameworkId framework) {
    return at.flatMap(
        here -> here.container().map(container -> sandbox(framework, here, container)));
  }

  private String sandbox(FrameworkId framework, At here, ContainerId container) {
    return String.join(
        "/",
        "slaves",
        here.agent().value(),
        "frameworks",
        framework.value(),
        "executors",
        task().value(),
        "runs",
        container.value());
  }

  Launch intended(AgentId agent, Resources resources) {
    At there = new At(agent, resources, Optional.empty());
    return new Launch(
        id, number + 1, Optional.of(there), TaskState.STAGING, started, kill, Optional.empty());
  }

  Launch said(
      TaskState now, Optional<ContainerId> container, Optional<Reason> reason, Instant time) {
    At here = at.orElseThrow();
    boolean runs = now == TaskState.RUNNING || now == TaskState.KILLING;
    return new Launch(
        id,
        number,
        Optional.of(new At(here.agent(), here.resources(), container.or(here::container))),
        now,
        started.or(() -> runs ? Optional.of(time) : Optional.empty()),
        kill,
        reason);
  }

  Launch again(Reason reason) {
    return new Launch(
        id, number, Optional.empty(), TaskState.STAGING, started, kill, Optional.of(reason));
  }

  Launch killed(Duration grace) {
    return new Launch(id, number, at, state, started, Optional.of(grace), why);
  }

  Launch over(TaskState end, Optional<Reason> reason) {
    return new Launch(id, number, at, end, started, kill, reason);
  }
}
