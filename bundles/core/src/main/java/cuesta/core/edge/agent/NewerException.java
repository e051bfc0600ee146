package cuesta.core.edge.agent;

/** A newer version wrote this. */
final class NewerException extends Exception {
  private static final long serialVersionUID = 1L;

  NewerException(String message) {
    super(message);
  }
}
