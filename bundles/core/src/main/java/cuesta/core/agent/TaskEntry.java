package cuesta.core.agent;

import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task that this agent knows.
 *
 * @param launch how it was launched
 * @param accepted when
 * @param newest its newest update, acknowledged or not; empty before the first
 * @param waiting updates that are not acknowledged, oldest first
 */
public record TaskEntry(
    Launch launch, Instant accepted, Optional<StatusUpdate> newest, List<StatusUpdate> waiting) {
  /** Copies the list. */
  public TaskEntry {
    waiting = List.copyOf(waiting);
  }

  static TaskEntry of(Launch launch, Instant accepted) {
    return new TaskEntry(launch, accepted, Optional.empty(), List.of());
  }

  /**
   * Its id.
   *
   * @return the id
   */
  public TaskId id() {
    return launch.task().id();
  }

  /**
   * Its key.
   *
   * @return framework and id
   */
  public TaskKey key() {
    return launch.key();
  }

  /**
   * Its newest state.
   *
   * @return the state; STAGING before the first update
   */
  public TaskState state() {
    return newest.map(StatusUpdate::state).orElse(TaskState.STAGING);
  }

  /**
   * What its framework has to acknowledge next.
   *
   * @return the oldest update that is not acknowledged
   */
  public Optional<StatusUpdate> oldest() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.getFirst());
  }

  /**
   * What a new leader is told: the oldest update that is not acknowledged, or the newest one.
   *
   * @return the update; one without an id before the first
   */
  public StatusUpdate reported() {
    return oldest()
        .or(() -> newest)
        .orElseGet(
            () ->
                new StatusUpdate(
                        Optional.empty(),
                        id(),
                        Optional.empty(),
                        Optional.empty(),
                        TaskState.STAGING,
                        Optional.empty(),
                        OptionalInt.empty(),
                        accepted)
                    .checked(healthy(), ready()));
  }

  /** What was said last of its health. */
  Optional<Boolean> healthy() {
    return newest.flatMap(StatusUpdate::healthy);
  }

  /** What was said last of its readiness; false until it is found out. */
  Optional<Boolean> ready() {
    return newest
        .map(StatusUpdate::ready)
        .orElseGet(() -> launch.task().readiness().map(check -> false));
  }

  TaskEntry with(StatusUpdate update) {
    List<StatusUpdate> more = new ArrayList<>(waiting);
    more.add(update);
    return new TaskEntry(launch, accepted, Optional.of(update), more);
  }

  TaskEntry withoutOldest() {
    return new TaskEntry(launch, accepted, newest, waiting.subList(1, waiting.size()));
  }

  boolean isOver() {
    return waiting.isEmpty() && state().isTerminal();
  }
}
