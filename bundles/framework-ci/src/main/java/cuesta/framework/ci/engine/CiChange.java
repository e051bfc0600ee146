package cuesta.framework.ci.engine;

import cuesta.engine.Change;

/** What is kept: each change is one entry of the store, written or removed. */
public sealed interface CiChange extends Change {
  /**
   * Numbers were given. Recorded before what has them.
   *
   * @param counts the last ones
   */
  record Counted(Counts counts) implements CiChange {}

  /**
   * A pipeline is as it is now. Recorded before its jobs.
   *
   * @param pipeline the pipeline
   */
  record PipelineKept(Pipeline pipeline) implements CiChange {}

  /**
   * A pipeline is gone. Recorded after its jobs.
   *
   * @param number which
   */
  record PipelineGone(long number) implements CiChange {}

  /**
   * A job is as it is now.
   *
   * @param pipeline of which pipeline
   * @param job the job
   */
  record JobKept(long pipeline, Job job) implements CiChange {}

  /**
   * A job is gone, with its pipeline.
   *
   * @param key which
   */
  record JobGone(Key key) implements CiChange {}

  /**
   * A cache is as it is now.
   *
   * @param cache the cache
   */
  record CacheKept(Cached cache) implements CiChange {}

  /**
   * A cache is gone.
   *
   * @param key which
   */
  record CacheGone(CacheKey key) implements CiChange {}
}
