package cuesta.framework.ci.engine;

import cuesta.framework.ci.spec.Allow;
import cuesta.framework.ci.spec.Flow;
import cuesta.framework.ci.spec.JobSpec;
import cuesta.framework.ci.spec.Value;
import cuesta.framework.kit.Brief;
import cuesta.framework.kit.Launch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A job of a pipeline: its attempt at hand, or the last one.
 *
 * @param spec what it does
 * @param index its place in the pipeline, from 0
 * @param number its CI_JOB_ID: each attempt has another
 * @param attempt which attempt, from 1
 * @param given variables of whoever started this attempt
 * @param status how it stands
 * @param launch how it comes onto an agent
 * @param stop whether it is to end before its time
 * @param times when what happened
 * @param end how it ended
 * @param left what it left behind
 * @param gathering how often that was asked for, while it is gathered
 * @param log what it printed
 * @param steps where in the course of the pipeline that was
 * @param before earlier attempts, the latest ones
 */
public record Job(
    JobSpec spec,
    int index,
    long number,
    int attempt,
    SortedMap<String, Value> given,
    JobStatus status,
    Launch launch,
    Stop stop,
    Times times,
    End end,
    Left left,
    Asked gathering,
    Log log,
    Steps steps,
    List<Attempt> before) {
  /** Copies, and cuts the texts of reasons. */
  public Job {
    given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    launch = Brief.launch(launch);
    before = List.copyOf(before);
  }

  static Job of(JobSpec spec, int index, long number, Times times) {
    return new Job(
        spec,
        index,
        number,
        1,
        Collections.emptySortedMap(),
        JobStatus.CREATED,
        Launch.waiting(task(number)),
        Stop.NO,
        times,
        End.NONE,
        Left.NOTHING,
        Asked.FIRST,
        Log.NONE,
        Steps.NONE,
        List.of());
  }

  private static String task(long number) {
    return "ci-" + number;
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

  /**
   * Whether the pipeline does not mind if it fails as it did, or, before it ran, if it is not run
   * at all.
   *
   * @return true if so
   */
  public boolean isAllowedToFail() {
    Allow allow = flow().allow();
    return allow.any()
        || status == JobStatus.FAILED
            && end.exit().isPresent()
            && allow.exits().contains(end.exit().getAsInt());
  }

  /** Another attempt: nothing is known of it yet. */
  Job again(long next, JobStatus was, SortedMap<String, Value> variables, Times fresh) {
    List<Attempt> earlier = new ArrayList<>(before);
    earlier.add(Attempt.of(this, was));
    return new Job(
        spec,
        index,
        next,
        attempt + 1,
        variables,
        JobStatus.CREATED,
        Launch.waiting(task(next)),
        Stop.NO,
        fresh,
        End.NONE,
        Left.NOTHING,
        Asked.FIRST,
        Log.NONE,
        Steps.NONE,
        Attempt.latest(earlier));
  }

  /** It is judged anew what becomes of it; there was no attempt. */
  Job reset() {
    return with(JobStatus.CREATED).with(Steps.NONE).with(Times.of(times.created()));
  }

  Job with(JobStatus next) {
    return new Job(
        spec, index, number, attempt, given, next, launch, stop, times, end, left, gathering, log,
        steps, before);
  }

  Job with(SortedMap<String, Value> next) {
    return new Job(
        spec, index, number, attempt, next, status, launch, stop, times, end, left, gathering, log,
        steps, before);
  }

  Job with(Launch next) {
    return new Job(
        spec, index, number, attempt, given, status, next, stop, times, end, left, gathering, log,
        steps, before);
  }

  Job with(Stop next) {
    return new Job(
        spec, index, number, attempt, given, status, launch, next, times, end, left, gathering, log,
        steps, before);
  }

  Job with(Times next) {
    return new Job(
        spec, index, number, attempt, given, status, launch, stop, next, end, left, gathering, log,
        steps, before);
  }

  Job with(End next) {
    return new Job(
        spec, index, number, attempt, given, status, launch, stop, times, next, left, gathering,
        log, steps, before);
  }

  Job with(Left next) {
    return new Job(
        spec, index, number, attempt, given, status, launch, stop, times, end, next, gathering, log,
        steps, before);
  }

  Job with(Asked next) {
    return new Job(
        spec, index, number, attempt, given, status, launch, stop, times, end, left, next, log,
        steps, before);
  }

  Job with(Log next) {
    return new Job(
        spec, index, number, attempt, given, status, launch, stop, times, end, left, gathering,
        next, steps, before);
  }

  Job with(Steps next) {
    return new Job(
        spec, index, number, attempt, given, status, launch, stop, times, end, left, gathering, log,
        next, before);
  }

  Job with(List<Attempt> next) {
    return new Job(
        spec, index, number, attempt, given, status, launch, stop, times, end, left, gathering, log,
        steps, next);
  }

  /** The log of one of its attempts; {@link Log#NONE} if it is not known any more. */
  Log log(int which) {
    if (which == attempt) {
      return log;
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
    return which == attempt
        ? with(next)
        : with(
            before.stream()
                .map(earlier -> earlier.attempt() == which ? earlier.with(next) : earlier)
                .toList());
  }
}
