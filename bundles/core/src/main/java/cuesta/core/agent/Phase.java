package cuesta.core.agent;

/** How far a container is. Only ever grows. */
public enum Phase {
  /** Accepted; isolators may have begun to prepare. */
  REQUESTED,
  /** Prepared; it may have been started. */
  PREPARED,
  /** Started. */
  LAUNCHED,
  /** Ended or never started; something of it may be left. */
  EXITED,
  /** Nothing is left but the sandbox; a task of it waits for its last acknowledgement. */
  CLEANED
}
