package cuesta.framework.ci.engine;

import cuesta.api.RoleId;
import cuesta.framework.ci.spec.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pipeline, without its jobs.
 *
 * @param number counts all pipelines there ever were
 * @param key by which whoever asked for it may ask again; may be empty
 * @param origin what it is of
 * @param name for people; may be empty
 * @param stages its stages in their order
 * @param size how many jobs it has
 * @param given variables of whoever asked for it: they win over those of the configuration
 * @param predefined variables that say what it is of: all others win over them
 * @param role for which role it runs
 * @param autoCancel whether it ends older ones of its branch, and newer ones end it
 * @param course how it stands
 */
public record Pipeline(
    long number,
    String key,
    Origin origin,
    String name,
    List<String> stages,
    int size,
    SortedMap<String, Value> given,
    SortedMap<String, Value> predefined,
    RoleId role,
    boolean autoCancel,
    Course course) {
  /** Copies. */
  public Pipeline {
    stages = List.copyOf(stages);
    given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    predefined = Collections.unmodifiableSortedMap(new TreeMap<>(predefined));
  }

  /**
   * How a pipeline stands.
   *
   * @param status its status, as it follows from those of its jobs
   * @param canceled who canceled it; empty if nobody did
   * @param steps starts and ends of its jobs when this was written; {@link Line#steps} counts on
   * @param created when it was asked for
   * @param started when the first job was first seen to run
   * @param ended when it was over
   */
  public record Course(
      PipelineStatus status,
      String canceled,
      long steps,
      Instant created,
      Optional<Instant> started,
      Optional<Instant> ended) {
    static Course of(Instant now) {
      return new Course(PipelineStatus.CREATED, "", 0, now, Optional.empty(), Optional.empty());
    }

    Course at(long counted) {
      return new Course(status, canceled, counted, created, started, ended);
    }

    Course canceled(String by) {
      return new Course(status, by, steps, created, started, ended);
    }

    Course with(PipelineStatus next, boolean runs, Instant now) {
      return new Course(
          next,
          canceled,
          steps,
          created,
          started.or(() -> runs ? Optional.of(now) : Optional.empty()),
          next.isOver() ? ended.or(() -> Optional.of(now)) : Optional.empty());
    }
  }

  /**
   * How it stands.
   *
   * @return its status
   */
  public PipelineStatus status() {
    return course.status();
  }

  boolean isCanceled() {
    return !course.canceled().isEmpty();
  }

  Pipeline with(Course next) {
    return new Pipeline(
        number, key, origin, name, stages, size, given, predefined, role, autoCancel, next);
  }
}
