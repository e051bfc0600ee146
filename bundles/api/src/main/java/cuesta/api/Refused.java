package cuesta.api;

/**
 * What a stage of a call completes with when the answer is no. Carries the reason and no stack
 * trace, since nothing is broken.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  /**
   * A refusal.
   *
   * @param reason why
   */
  public Refused(Reason reason) {
    super(reason.toString(), null, false, false);
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
