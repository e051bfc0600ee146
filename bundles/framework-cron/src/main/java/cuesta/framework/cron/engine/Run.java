package cuesta.framework.cron.engine;

import cuesta.api.Reason;
import cuesta.framework.kit.Brief;
import cuesta.framework.kit.Launch;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a job does for one instant: one attempt after the other until one succeeds. Open until its
 * end is known; then it is history.
 *
 * @param number counts the job's runs
 * @param instant for which instant; of a run by hand, when it was asked for
 * @param manual whether somebody asked for it by hand
 * @param attempt the attempt at hand, or the last one
 * @param launch how the attempt comes onto an agent, and what is known of its task
 * @param stop why it is to end before its time
 * @param until the next attempt waits until then
 * @param before how the attempt before ended
 * @param begun when it was decided
 * @param exit how the last attempt ended; −1 if that will never be known
 * @param ended when that was known
 * @param output what became of its output
 */
public record Run(
    long number,
    Instant instant,
    boolean manual,
    int attempt,
    Launch launch,
    Stop stop,
    Optional<Instant> until,
    Optional<Reason> before,
    Instant begun,
    OptionalInt exit,
    Optional<Instant> ended,
    Output output) {

  /** Cuts the texts of its reasons. */
  public Run {
    launch = Brief.launch(launch);
    before = Brief.reason(before);
  }

  /** Why a run is to end before its time. */
  public enum Stop {
    /** It is not. */
    NO,
    /** It took too long. */
    TIMEOUT,
    /** Its job is deleted. */
    DELETED
  }

  /** What became of the output of the last attempt. */
  public enum Output {
    /** Nothing ran, or it runs still. */
    NONE,
    /** It is being fetched. */
    WANTED,
    /** It is kept. */
    KEPT,
    /** It could not be fetched. */
    UNREAD,
    /** It gave way to newer ones. */
    DROPPED
  }

  static Run begun(Job job, long number, Instant instant, boolean manual, Instant now) {
    return new Run(
        number,
        instant,
        manual,
        1,
        Launch.waiting(Ids.task(job, instant, manual ? number : 0, 1)),
        Stop.NO,
        Optional.empty(),
        Optional.empty(),
        now,
        OptionalInt.empty(),
        Optional.empty(),
        Output.NONE);
  }

  /**
   * Its id and attempt, for people and for the run itself.
   *
   * @param job its job's name
   * @return {@code job@instant#attempt}
   */
  public String id(String job) {
    return Ids.run(job, instant, manual ? number : 0, attempt);
  }

  /**
   * What names it while it is open.
   *
   * @param job its job's name
   * @return its key
   */
  public Key key(String job) {
    return new Key(instant, job, number);
  }

  /**
   * Whether the last attempt did what it should.
   *
   * @return false also while it is not known
   */
  public boolean succeeded() {
    return ended.isPresent() && exit.isPresent() && exit.getAsInt() == 0 && stop == Stop.NO;
  }

  Run with(Launch next) {
    return new Run(
        number, instant, manual, attempt, next, stop, until, before, begun, exit, ended, output);
  }

  Run with(Stop why) {
    return new Run(
        number, instant, manual, attempt, launch, why, until, before, begun, exit, ended, output);
  }

  Run with(Output what) {
    return new Run(
        number, instant, manual, attempt, launch, stop, until, before, begun, exit, ended, what);
  }

  /** Its wait is over. */
  Run now() {
    return new Run(
        number,
        instant,
        manual,
        attempt,
        launch,
        stop,
        Optional.empty(),
        before,
        begun,
        exit,
        ended,
        output);
  }

  Run retried(Job job, Instant notBefore, Reason why) {
    return new Run(
        number,
        instant,
        manual,
        attempt + 1,
        Launch.waiting(Ids.task(job, instant, manual ? number : 0, attempt + 1)),
        Stop.NO,
        Optional.of(notBefore),
        Optional.of(why),
        begun,
        OptionalInt.empty(),
        Optional.empty(),
        Output.NONE);
  }

  Run ended(Launch last, OptionalInt status, Instant now) {
    Output want = last.at().flatMap(Launch.At::container).isPresent() ? Output.WANTED : Output.NONE;
    return new Run(
        number,
        instant,
        manual,
        attempt,
        last,
        stop,
        Optional.empty(),
        before,
        begun,
        status,
        Optional.of(now),
        want);
  }
}
