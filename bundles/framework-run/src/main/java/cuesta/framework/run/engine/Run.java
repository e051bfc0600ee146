package cuesta.framework.run.engine;

import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.framework.kit.Launch;
import cuesta.framework.kit.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run, from request to end. Kept whole as one entry of the store.
 *
 * @param number its number; its id is {@code run-<number>}
 * @param version grows with each change of it
 * @param request what is wanted
 * @param launch how it comes onto an agent, and what is known of its task
 * @param exit how the command ended; −1 if that will never be known
 * @param created when it was requested
 * @param ended when its end was known
 */
public record Run(
    long number,
    long version,
    Request request,
    Launch launch,
    OptionalInt exit,
    Instant created,
    Optional<Instant> ended) {
  /** What ids of runs start with. */
  public static final String PREFIX = "run-";

  static Run requested(long number, Request request, Instant now) {
    return new Run(
        number,
        1,
        request,
        Launch.waiting(PREFIX + number),
        OptionalInt.empty(),
        now,
        Optional.empty());
  }

  /**
   * Its id.
   *
   * @return its id
   */
  public String id() {
    return PREFIX + number;
  }

  /**
   * The task of its last launch; the first has the id of the run.
   *
   * @return the task
   */
  public TaskId task() {
    return launch.task();
  }

  /**
   * Whether it waits for an offer.
   *
   * @return true if so
   */
  public boolean waits() {
    return launch.waits();
  }

  /**
   * Whether a launch is intended whose end is not known.
   *
   * @return true if so
   */
  public boolean isLive() {
    return launch.isLive();
  }

  /**
   * Its state.
   *
   * @return STAGING while it waits, see {@link #waits}
   */
  public TaskState state() {
    return launch.state();
  }

  /**
   * The kill that was asked for.
   *
   * @return its grace
   */
  public Optional<Duration> kill() {
    return launch.kill();
  }

  /**
   * When it was first seen to run.
   *
   * @return the time
   */
  public Optional<Instant> started() {
    return launch.started();
  }

  /**
   * Why it is in its state.
   *
   * @return while it waits, why the last launch came to nothing
   */
  public Optional<Reason> reason() {
    return launch.why();
  }

  /**
   * What it needs of an offer.
   *
   * @return for its number
   */
  public Wish<Long> wish() {
    return request.wish(number);
  }

  /**
   * What it takes in the store.
   *
   * @return bytes, at most
   */
  int weight() {
    return request.weight() + reason().map(why -> 6 * why.toString().length()).orElse(0);
  }

  Run with(Launch next) {
    return new Run(number, version + 1, request, next, exit, created, ended);
  }

  Run ended(Launch last, OptionalInt status, Instant time) {
    return new Run(number, version + 1, request, last, status, created, Optional.of(time));
  }
}
