package cuesta.core.slot;

/** Where a candidate stands. GONE is no phase of an entry: who is gone has none. */
public enum Phase {
  /** It competes, or is a reserve. */
  OFFERED,
  /** It is being opened. */
  WARMING,
  /** It is called. */
  CURRENT,
  /** It is called no more, and ends what it does. */
  RETIRING,
  /** It would not open. */
  REJECTED,
  /** It failed too often. */
  QUARANTINED
}
