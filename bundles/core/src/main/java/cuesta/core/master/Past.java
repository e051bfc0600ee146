package cuesta.core.master;

import cuesta.engine.Ring;

/**
 * What is over, as far as it is kept.
 *
 * @param ended frameworks that were removed
 * @param events what happened
 */
record Past(Ring<FrameworkEntry> ended, Ring<EventEntry> events) {
  static final Past NONE = new Past(Ring.of(Limits.COMPLETED_FRAMEWORKS), Ring.of(Limits.EVENTS));

  Past withEnded(Ring<FrameworkEntry> next) {
    return new Past(next, events);
  }

  Past withEvents(Ring<EventEntry> next) {
    return new Past(ended, next);
  }
}
