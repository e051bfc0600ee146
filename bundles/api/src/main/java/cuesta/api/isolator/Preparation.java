package cuesta.api.isolator;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the supervisor does before it runs the command. Nothing is attached from outside after the
 * fork: the supervisor joins what {@link Isolator#prepare} made, so there is no gap in which the
 * task is not isolated.
 *
 * @param record what to remember
 * @param cgroups cgroup directories to join, in this order
 * @param limits process limits by name as {@code ulimit} knows them ("nofile", "core", "fsize"),
 *     set hard and soft
 * @param environment variables for the command; the task's own win
 * @param wrapper a program with arguments to put before the command; wrappers of several isolators
 *     nest in the order of the isolators' names
 */
public record Preparation(
    IsolatorRecord record,
    List<Path> cgroups,
    SortedMap<String, Long> limits,
    SortedMap<String, String> environment,
    List<String> wrapper) {
  /** Copies the collections. */
  public Preparation {
    cgroups = List.copyOf(cgroups);
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    wrapper = List.copyOf(wrapper);
  }

  /**
   * A preparation that asks nothing of the supervisor.
   *
   * @param record what to remember
   * @return the preparation
   */
  public static Preparation of(IsolatorRecord record) {
    return new Preparation(
        record, List.of(), Collections.emptySortedMap(), Collections.emptySortedMap(), List.of());
  }

  /**
   * The same with cgroups to join.
   *
   * @param joined their directories
   * @return a new preparation
   */
  public Preparation withCgroups(List<Path> joined) {
    return new Preparation(record, joined, limits, environment, wrapper);
  }

  /**
   * The same with variables.
   *
   * @param variables names and values
   * @return a new preparation
   */
  public Preparation withEnvironment(SortedMap<String, String> variables) {
    return new Preparation(record, cgroups, limits, variables, wrapper);
  }

  /**
   * The same with process limits.
   *
   * @param processLimits names and values
   * @return a new preparation
   */
  public Preparation withLimits(SortedMap<String, Long> processLimits) {
    return new Preparation(record, cgroups, processLimits, environment, wrapper);
  }

  /**
   * The same with a wrapper.
   *
   * @param argv the program and its arguments
   * @return a new preparation
   */
  public Preparation withWrapper(List<String> argv) {
    return new Preparation(record, cgroups, limits, environment, argv);
  }
}
