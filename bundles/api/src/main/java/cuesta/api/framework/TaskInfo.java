package cuesta.api.framework;

import cuesta.api.TaskId;
import cuesta.api.resources.Resources;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A task to launch.
 *
 * @param id chosen by the framework, not used by a live task of it
 * @param name for people
 * @param resources what it takes of the offer
 * @param command what to run
 * @param killGrace how long it may take to end after SIGTERM before SIGKILL follows
 * @param labels the framework's own notes, also where isolators find settings ({@code
 *     isolator-name/key})
 * @param health whether it is well; one that is not is killed with its own grace, and ends as
 *     KILLED with UNHEALTHY
 * @param readiness whether it can take work; only said, see {@link UpdateView#ready}
 * @param fetch what is brought into its sandbox before it starts, in this order
 */
public record TaskInfo(
    TaskId id,
    String name,
    Resources resources,
    CommandInfo command,
    Duration killGrace,
    SortedMap<String, String> labels,
    Optional<Check> health,
    Optional<Check> readiness,
    List<Fetch> fetch) {
  /** Mesos' default grace period. */
  public static final Duration DEFAULT_KILL_GRACE = Duration.ofSeconds(3);

  /** Checks and copies. */
  public TaskInfo {
    if (killGrace.isNegative()) {
      throw new IllegalArgumentException("kill_grace of task " + id + " may not be negative");
    }
    name = name == null || name.isEmpty() ? id.value() : name;
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    fetch = List.copyOf(fetch);
  }

  /**
   * A task that brings nothing with it.
   *
   * @param id chosen by the framework
   * @param name for people
   * @param resources what it takes of the offer
   * @param command what to run
   * @param killGrace how long it may take to end
   * @param labels the framework's own notes
   * @param health whether it is well
   * @param readiness whether it can take work
   */
  public TaskInfo(
      TaskId id,
      String name,
      Resources resources,
      CommandInfo command,
      Duration killGrace,
      SortedMap<String, String> labels,
      Optional<Check> health,
      Optional<Check> readiness) {
    this(id, name, resources, command, killGrace, labels, health, readiness, List.of());
  }

  /**
   * A task that nobody checks.
   *
   * @param id chosen by the framework
   * @param name for people
   * @param resources what it takes of the offer
   * @param command what to run
   * @param killGrace how long it may take to end
   * @param labels the framework's own notes
   */
  public TaskInfo(
      TaskId id,
      String name,
      Resources resources,
      CommandInfo command,
      Duration killGrace,
      SortedMap<String, String> labels) {
    this(id, name, resources, command, killGrace, labels, Optional.empty(), Optional.empty());
  }

  /**
   * A command task without labels.
   *
   * @param id its id
   * @param resources what it takes
   * @param command what to run
   * @return the task
   */
  public static TaskInfo of(TaskId id, Resources resources, CommandInfo command) {
    return new TaskInfo(
        id, id.value(), resources, command, DEFAULT_KILL_GRACE, Collections.emptySortedMap());
  }

  /**
   * The same with other resources.
   *
   * @param taken what it takes
   * @return a new task
   */
  public TaskInfo withResources(Resources taken) {
    return new TaskInfo(id, name, taken, command, killGrace, labels, health, readiness, fetch);
  }

  /**
   * The same with another command.
   *
   * @param run what to run
   * @return a new task
   */
  public TaskInfo withCommand(CommandInfo run) {
    return new TaskInfo(id, name, resources, run, killGrace, labels, health, readiness, fetch);
  }

  /**
   * The same with something to bring along.
   *
   * @param bring what, in this order
   * @return a new task
   */
  public TaskInfo withFetch(List<Fetch> bring) {
    return new TaskInfo(id, name, resources, command, killGrace, labels, health, readiness, bring);
  }
}
