package cuesta.core.slot;

/** What a candidate's instance is doing. */
public enum Stage {
  /** There is no instance. */
  NONE,
  /** A worker is in {@code open}. */
  OPENING,
  /** It can be called. */
  OPEN,
  /** Its last calls run. */
  DRAINING,
  /** A worker is in {@code close}. */
  CLOSING
}
