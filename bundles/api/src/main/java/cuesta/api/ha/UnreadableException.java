package cuesta.api.ha;

import cuesta.api.Reason;
import java.io.IOException;

/**
 * What is stored is damaged, or of a newer version: nobody of this version can read it, so trying
 * again does not help.
 */
public final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  /**
   * A refusal.
   *
   * @param reason what was found where, and what to do
   */
  public UnreadableException(Reason reason) {
    super(reason.toString());
    this.reason = reason;
  }

  /**
   * Why.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}
