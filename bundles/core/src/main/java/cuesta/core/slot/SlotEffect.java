package cuesta.core.slot;

import cuesta.api.Reason;
import java.time.Duration;
import java.util.OptionalLong;

/** What a slot's host is told to do, in this order. */
public sealed interface SlotEffect {
  /** Run {@code open} on a worker. */
  record Open(long id, long attempt) implements SlotEffect {}

  /** Interrupt {@code open}; what it answers nevertheless is closed. */
  record AbortOpen(long id, long attempt) implements SlotEffect {}

  /** Close an instance that came too late. */
  record CloseLate(long id, long attempt) implements SlotEffect {}

  /** From now on call this one; if empty, nobody. */
  record Flip(OptionalLong to) implements SlotEffect {}

  /** Say {@link SlotEvent.Drained} as soon as no call runs. */
  record Drain(long id, long attempt) implements SlotEffect {}

  /** Interrupt the calls that still run. */
  record Cut(long id, long attempt) implements SlotEffect {}

  /** Run {@code close} on a worker. */
  record Close(long id, long attempt) implements SlotEffect {}

  /** It is gone: let its bundle leave. */
  record Release(long id) implements SlotEffect {}

  /** Say {@link SlotEvent.TimedOut} after a while. */
  record Arm(long id, long timer, Duration after) implements SlotEffect {}

  /** Forget the timer. */
  record Disarm(long id, long timer) implements SlotEffect {}

  /** Keep what the plugin says of itself. */
  record Note(long id, Reason reason) implements SlotEffect {}

  /** Count a use of a context whose instance is closed. */
  record CountLate(long id) implements SlotEffect {}
}
