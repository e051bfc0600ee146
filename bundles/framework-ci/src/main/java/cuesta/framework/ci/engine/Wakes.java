package cuesta.framework.ci.engine;

import cuesta.api.TaskState;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When a job needs to be looked at though nothing happens to it. */
final class Wakes {
  private Wakes() {}

  /** The earliest of all; none for null. */
  static Optional<Instant> of(Job job) {
    if (job == null) {
      return Optional.empty();
    }
    Stream<Optional<Instant>> own =
        Stream.of(begins(job), late(job), stuck(job), gathers(job), expires(job), log(job.log()));
    Stream<Optional<Instant>> earlier = job.before().stream().map(one -> log(one.log()));
    return Stream.concat(own, earlier).flatMap(Optional::stream).min(Instant::compareTo);
  }

  /** When its delay is over. */
  static Optional<Instant> begins(Job job) {
    return job.times().until().filter(at -> job.status() == JobStatus.SCHEDULED);
  }

  /** When it has run too long. */
  static Optional<Instant> late(Job job) {
    return job.times()
        .started()
        .filter(at -> job.status() == JobStatus.RUNNING && !job.stop().isWanted())
        .map(at -> at.plus(job.flow().timeout()));
  }

  /**
   * When nobody waits any longer for news of one that was to end, on an agent that cannot be
   * reached. One with a resource group is waited for without end: it may still use what the group
   * stands for.
   */
  static Optional<Instant> stuck(Job job) {
    boolean away =
        job.status().isOut()
            && job.launch().state() == TaskState.UNREACHABLE
            && job.flow().resourceGroup().isEmpty();
    return job.stop()
        .at()
        .filter(at -> away)
        .map(at -> at.plus(CiLimits.grace(job)).plus(CiLimits.STUCK));
  }

  /** When what it leaves behind is asked for again. */
  static Optional<Instant> gathers(Job job) {
    return job.gathering().at().filter(at -> job.status() == JobStatus.GATHERING);
  }

  /** When its artifacts are dropped. */
  static Optional<Instant> expires(Job job) {
    return job.left().archive().map(Archive::expires);
  }

  /** When a log is asked for again. */
  static Optional<Instant> log(Log log) {
    return log.asked().at().filter(at -> log.isWanted());
  }

  static boolean isDue(Optional<Instant> at, Instant now) {
    return at.filter(time -> !time.isAfter(now)).isPresent();
  }
}
