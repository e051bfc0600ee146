package cuesta.framework.run.engine;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.resources.Resources;
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
 * @param attempt launches intended so far
 * @param launch where it was launched last; empty while it waits
 * @param state its state; STAGING while it waits, see {@link #waits}
 * @param kill the grace of the kill that was asked for
 * @param exit how the command ended; −1 if that will never be known
 * @param reason why it is in its state; while it waits, why the last attempt came to nothing
 * @param created when it was requested
 * @param started when it was first seen to run
 * @param ended when its end was known
 */
public record Run(
    long number,
    long version,
    Request request,
    int attempt,
    Optional<Launch> launch,
    TaskState state,
    Optional<Duration> kill,
    OptionalInt exit,
    Optional<Reason> reason,
    Instant created,
    Optional<Instant> started,
    Optional<Instant> ended) {
  /** What ids of runs start with. */
  public static final String PREFIX = "run-";

  /**
   * A committed intent.
   *
   * @param agent where
   * @param resources what it takes
   * @param container in which container, once known
   */
  public record Launch(AgentId agent, Resources resources, Optional<ContainerId> container) {}

  static Run requested(long number, Request request, Instant now) {
    return new Run(
        number,
        1,
        request,
        0,
        Optional.empty(),
        TaskState.STAGING,
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        now,
        Optional.empty(),
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
   * The task of its last attempt. Each attempt has an id of its own, so that what is said of an
   * earlier one is never taken for news of a later; the first has the id of the run.
   *
   * @return the task
   */
  public TaskId task() {
    return new TaskId(attempt <= 1 ? id() : id() + "." + attempt);
  }

  /**
   * Whether it waits for an offer.
   *
   * @return true if so
   */
  public boolean waits() {
    return launch.isEmpty() && ended.isEmpty();
  }

  /**
   * Whether a launch is intended whose end is not known.
   *
   * @return true if so
   */
  public boolean isLive() {
    return launch.isPresent() && ended.isEmpty();
  }

  /**
   * What it takes in the store.
   *
   * @return bytes, at most
   */
  int weight() {
    return request.weight() + reason.map(why -> 6 * why.toString().length()).orElse(0);
  }

  Run intended(AgentId agent, Resources resources) {
    return new Run(
        number,
        version + 1,
        request,
        attempt + 1,
        Optional.of(new Launch(agent, resources, Optional.empty())),
        TaskState.STAGING,
        kill,
        exit,
        Optional.empty(),
        created,
        started,
        ended);
  }

  Run said(TaskState now, Optional<ContainerId> container, Optional<Reason> why, Instant time) {
    Launch at = launch.orElseThrow();
    boolean runs = now == TaskState.RUNNING || now == TaskState.KILLING;
    return new Run(
        number,
        version + 1,
        request,
        attempt,
        Optional.of(new Launch(at.agent(), at.resources(), container.or(at::container))),
        now,
        kill,
        exit,
        why,
        created,
        started.or(() -> runs ? Optional.of(time) : Optional.empty()),
        ended);
  }

  Run waitsAgain(Reason why) {
    return new Run(
        number,
        version + 1,
        request,
        attempt,
        Optional.empty(),
        TaskState.STAGING,
        kill,
        exit,
        Optional.of(why),
        created,
        started,
        ended);
  }

  Run killed(Duration grace) {
    return new Run(
        number,
        version + 1,
        request,
        attempt,
        launch,
        state,
        Optional.of(grace),
        exit,
        reason,
        created,
        started,
        ended);
  }

  Run ended(TaskState now, OptionalInt status, Optional<Reason> why, Instant time) {
    return new Run(
        number,
        version + 1,
        request,
        attempt,
        launch,
        now,
        kill,
        status,
        why,
        created,
        started,
        Optional.of(time));
  }
}
