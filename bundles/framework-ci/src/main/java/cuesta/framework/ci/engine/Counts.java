package cuesta.framework.ci.engine;

/**
 * The last numbers that were given.
 *
 * @param pipelines to a pipeline
 * @param jobs to an attempt of a job
 */
public record Counts(long pipelines, long jobs) {
  static final Counts NONE = new Counts(0, 0);
}
