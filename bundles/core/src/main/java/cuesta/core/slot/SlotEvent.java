package cuesta.core.slot;

import cuesta.api.Reason;

/**
 * What happens to a slot. Answers carry the attempt they belong to, since a candidate may be opened
 * again meanwhile.
 */
public sealed interface SlotEvent {
  /** A candidate came, or its ranking changed. */
  record Bound(Rank rank) implements SlotEvent {}

  /** Its bundle wants to leave. */
  record Unbound(long id) implements SlotEvent {}

  /** {@code open} answered. */
  record Opened(long id, long attempt) implements SlotEvent {}

  /** {@code open} threw. */
  record OpenFailed(long id, long attempt, Reason reason) implements SlotEvent {}

  /** The last armed timer ran out. */
  record TimedOut(long id, long timer) implements SlotEvent {}

  /** A call threw or was cut. */
  record CallFailed(long id, long attempt, Reason reason) implements SlotEvent {}

  /** The last call of a retiring candidate has ended. */
  record Drained(long id, long attempt) implements SlotEvent {}

  /** {@code close} has ended, well or not. */
  record Closed(long id, long attempt) implements SlotEvent {}

  /** The plugin used its context. */
  record Reported(long id, long attempt, Reason reason) implements SlotEvent {}

  /** An operator says: try that one again. */
  record Retry(long id) implements SlotEvent {}

  /** Nothing may be current for now: this master does not lead. */
  record Pause() implements SlotEvent {}

  /** The end of a pause. */
  record Resume() implements SlotEvent {}

  /** The slot's owner goes; every candidate leaves. */
  record Shut() implements SlotEvent {}
}
