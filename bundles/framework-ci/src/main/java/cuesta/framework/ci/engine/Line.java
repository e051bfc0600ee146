package cuesta.framework.ci.engine;

import cuesta.engine.Table;
import java.util.Optional;

/**
 * A pipeline with its jobs.
 *
 * @param pipeline the pipeline
 * @param jobs its jobs by index: in the order of stages
 * @param names their indexes by name
 * @param steps starts and ends of jobs so far
 */
public record Line(
    Pipeline pipeline, Table<Integer, Job> jobs, Table<String, Integer> names, long steps) {
  static Line of(Pipeline pipeline) {
    return new Line(pipeline, Table.empty(), Table.empty(), pipeline.course().steps());
  }

  /**
   * Its number.
   *
   * @return counts all pipelines there ever were
   */
  public long number() {
    return pipeline.number();
  }

  /**
   * A job of it.
   *
   * @param name its name
   * @return empty if there is none
   */
  public Optional<Job> job(String name) {
    return Optional.ofNullable(names.get(name)).map(jobs::get);
  }

  /**
   * What names a job of it.
   *
   * @param job a job
   * @return its key
   */
  public Key key(Job job) {
    return new Key(number(), job.index());
  }

  Line with(Pipeline next) {
    return new Line(next, jobs, names, Math.max(steps, next.course().steps()));
  }

  Line with(Job job) {
    return new Line(
        pipeline,
        jobs.with(job.index(), job),
        names.has(job.name()) ? names : names.with(job.name(), job.index()),
        Math.max(steps, job.steps().last()));
  }

  Line without(int index) {
    Job job = jobs.get(index);
    return job == null
        ? this
        : new Line(pipeline, jobs.without(index), names.without(job.name()), steps);
  }

  /** Whether all of it is there: a crash may have come between its entries. */
  boolean isWhole() {
    return jobs.size() == pipeline.size();
  }
}
