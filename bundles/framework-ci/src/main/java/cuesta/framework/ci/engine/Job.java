package cuesta.framework.ci.engine;

import cuesta.framework.ci.spec.Allow;
import cuesta.framework.ci.spec.Flow;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.kit.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A job of a pipeline: its attempt at hand, or the last one.
 *
 * @param spec what it does
 * @param index its place in the pipeline, from 0
 * @param round which attempt it is
 * @param course how far that has come
 * @param results what came of it
 * @param before earlier attempts, the latest ones
 */
public record Job(
    JobSpec spec, int index, Round round, JobCourse course, Results results, List<Attempt> before) {
  /** Copies the list. */
  public Job {
    before = List.copyOf(before);
  }

  static Job of(JobSpec spec, int index, long number, Times times) {
    return new Job(
        spec, index, Round.first(number), JobCourse.of(number, times), Results.NONE, List.of());
  }

  /**
   * Its name.
   *
   * @return unlike any other of the pipeline
   */
  public String name() {
    return spec.name();
  }

  Flow flow() {
    return spec.flow();
  }

  /** {@link Round#number}. */
  public long number() {
    return round.number();
  }

  /** {@link Round#attempt}. */
  public int attempt() {
    return round.attempt();
  }

  /** {@link Round#given}. */
  public SortedMap<String, Value> given() {
    return round.given();
  }

  /** {@link JobCourse#status}. */
  public JobStatus status() {
    return course.status();
  }

  /** {@link JobCourse#launch}. */
  public Launch launch() {
    return course.launch();
  }

  /** {@link JobCourse#stop}. */
  public Stop stop() {
    return course.stop();
  }

  /** {@link JobCourse#times}. */
  public Times times() {
    return course.times();
  }

  /** {@link JobCourse#steps}. */
  public Steps steps() {
    return course.steps();
  }

  /** {@link Results#end}. */
  public End end() {
    return results.end();
  }

  /** {@link Results#left}. */
  public Left left() {
    return results.left();
  }

  /** {@link Results#gathering}. */
  public Asked gathering() {
    return results.gathering();
  }

  /** {@link Results#log}. */
  public Log log() {
    return results.log();
  }

  /**
   * Whether the pipeline does not mind if it fails as it did, or, before it ran, if it is not run
   * at all.
   *
   * @return true if so
   */
  public boolean isAllowedToFail() {
    Allow allow = flow().allow();
    return allow.any()
        || status() == JobStatus.FAILED
            && end().exit().isPresent()
            && allow.exits().contains(end().exit().getAsInt());
  }

  /** Another attempt: nothing is known of it yet. */
  Job again(long next, JobStatus was, SortedMap<String, Value> variables, Times fresh) {
    List<Attempt> earlier = new ArrayList<>(before);
    earlier.add(Attempt.of(this, was));
    return new Job(
        spec,
        index,
        round.next(next, variables),
        JobCourse.of(next, fresh),
        Results.NONE,
        Attempt.latest(earlier));
  }

  /** It is judged anew what becomes of it; there was no attempt. */
  Job reset() {
    return with(course.with(JobStatus.CREATED).with(Steps.NONE).with(Times.of(times().created())));
  }

  private Job with(JobCourse next) {
    return new Job(spec, index, round, next, results, before);
  }

  private Job with(Results next) {
    return new Job(spec, index, round, course, next, before);
  }

  Job with(SortedMap<String, Value> next) {
    return new Job(spec, index, round.with(next), course, results, before);
  }

  Job with(JobStatus next) {
    return with(course.with(next));
  }

  Job with(Launch next) {
    return with(course.with(next));
  }

  Job with(Stop next) {
    return with(course.with(next));
  }

  Job with(Times next) {
    return with(course.with(next));
  }

  Job with(Steps next) {
    return with(course.with(next));
  }

  Job with(End next) {
    return with(results.with(next));
  }

  Job with(Left next) {
    return with(results.with(next));
  }

  Job with(Asked next) {
    return with(results.with(next));
  }

  Job with(Log next) {
    return with(results.with(next));
  }

  /** The log of one of its attempts; {@link Log#NONE} if it is not known any more. */
  Log log(int which) {
    if (which == attempt()) {
      return log();
    }
    for (Attempt earlier : before) {
      if (earlier.attempt() == which) {
        return earlier.log();
      }
    }
    return Log.NONE;
  }

  /** With the log of one of its attempts. */
  Job withLog(int which, Log next) {
    if (which == attempt()) {
      return with(next);
    }
    List<Attempt> attempts =
        before.stream()
            .map(earlier -> earlier.attempt() == which ? earlier.with(next) : earlier)
            .toList();
    return new Job(spec, index, round, course, results, attempts);
  }
}
