package cuesta.framework.ci.engine;

import java.util.List;

/**
 * An earlier attempt of a job, in short.
 *
 * @param attempt which, from 1
 * @param number its CI_JOB_ID
 * @param status how it ended
 * @param end how it ended
 * @param times when
 * @param log what it printed
 */
public record Attempt(int attempt, long number, JobStatus status, End end, Times times, Log log) {
  static Attempt of(Job job, JobStatus status) {
    return new Attempt(job.attempt(), job.number(), status, job.end(), job.times(), job.log());
  }

  Attempt with(Log next) {
    return new Attempt(attempt, number, status, end, times, next);
  }

  /** The latest ones. */
  static List<Attempt> latest(List<Attempt> all) {
    return all.subList(Math.max(0, all.size() - CiLimits.ATTEMPTS), all.size());
  }
}
