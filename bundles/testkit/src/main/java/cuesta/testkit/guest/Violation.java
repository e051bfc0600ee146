package cuesta.testkit.guest;

/** Something that must never be so, and was. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A violation.
   *
   * @param what what was so
   */
  public Violation(String what) {
    super(what);
  }

  /**
   * A violation that shows as an exception.
   *
   * @param what where
   * @param cause the exception
   */
  public Violation(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  /**
   * Throws unless something holds.
   *
   * @param holds whether it holds
   * @param what what was so instead, as {@link String#format} takes it
   * @param about what it is about
   */
  public static void unless(boolean holds, String what, Object... about) {
    if (!holds) {
      throw new Violation(String.format(what, about));
    }
  }
}
