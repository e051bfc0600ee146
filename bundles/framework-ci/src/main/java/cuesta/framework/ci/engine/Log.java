package cuesta.framework.ci.engine;

import cuesta.api.TaskId;
import cuesta.api.blob.Blob;
import java.util.Optional;

/**
 * What an attempt printed.
 *
 * @param state where it is
 * @param task the task that printed it
 * @param blob it, once kept
 * @param asked how often it was asked for
 */
public record Log(State state, Optional<TaskId> task, Optional<Blob> blob, Asked asked) {
  /** There is none. */
  public static final Log NONE =
      new Log(State.NONE, Optional.empty(), Optional.empty(), Asked.FIRST);

  /** Where a log is. */
  public enum State {
    /** There is none, or it is still being written. */
    NONE,
    /** With its agent; it is being fetched. */
    WANTED,
    /** With the masters. */
    KEPT,
    /** It was empty, or could not be had. */
    UNREAD
  }

  static Log wanted(TaskId task) {
    return new Log(State.WANTED, Optional.of(task), Optional.empty(), Asked.FIRST);
  }

  boolean isWanted() {
    return state == State.WANTED;
  }

  Log with(Asked next) {
    return new Log(state, task, blob, next);
  }

  Log over(Optional<Blob> kept) {
    return new Log(kept.isPresent() ? State.KEPT : State.UNREAD, task, kept, Asked.FIRST);
  }
}
