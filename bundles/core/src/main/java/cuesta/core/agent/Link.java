package cuesta.core.agent;

/**
 * The agent's connection to a leader.
 *
 * @param stream the open stream; 0 if there is none
 * @param nonce what was said on it to be recognised by; 0 if nothing was said yet
 * @param registration the registration that is obeyed; 0 before the answer
 */
public record Link(long stream, long nonce, long registration) {
  static final Link NONE = new Link(0, 0, 0);

  /**
   * Says whether a leader has answered.
   *
   * @return true if its messages are obeyed
   */
  public boolean isRegistered() {
    return registration != 0;
  }
}
