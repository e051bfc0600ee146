package cuesta.framework.ci.engine;

import cuesta.framework.kit.Brief;
import cuesta.framework.kit.Launch;

/**
 * How far an attempt of a job has come.
 *
 * @param status how it stands
 * @param launch how it comes onto an agent
 * @param stop whether it is to end before its time
 * @param times when what happened
 * @param steps where in the course of the pipeline that was
 */
public record JobCourse(JobStatus status, Launch launch, Stop stop, Times times, Steps steps) {
  /** Cuts the texts of reasons. */
  public JobCourse {
    launch = Brief.launch(launch);
  }

  /** Nothing has happened yet. */
  static JobCourse of(long number, Times times) {
    return new JobCourse(
        JobStatus.CREATED, Launch.waiting("ci-" + number), Stop.NO, times, Steps.NONE);
  }

  JobCourse with(JobStatus next) {
    return new JobCourse(next, launch, stop, times, steps);
  }

  JobCourse with(Launch next) {
    return new JobCourse(status, next, stop, times, steps);
  }

  JobCourse with(Stop next) {
    return new JobCourse(status, launch, next, times, steps);
  }

  JobCourse with(Times next) {
    return new JobCourse(status, launch, stop, next, steps);
  }

  JobCourse with(Steps next) {
    return new JobCourse(status, launch, stop, times, next);
  }
}
