package cuesta.framework.ci.engine;

import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.framework.kit.Launch;

/** Makes tasks of jobs: script, environment, what is brought along. Pure. */
@FunctionalInterface
public interface Tasks {
  /**
   * The task of a job that is to be launched now.
   *
   * @param state all there is, caches and earlier jobs among it
   * @param pipeline the job's pipeline
   * @param job the job
   * @param launch its launch: the task's id is {@link Launch#task}
   * @param taken what it takes of the offer
   * @return the task; whatever it fetches of {@link CiState#caches} counts as used
   */
  TaskInfo task(CiState state, Pipeline pipeline, Job job, Launch launch, Resources taken);
}
