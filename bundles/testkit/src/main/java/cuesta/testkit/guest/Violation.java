package cuesta.testkit.sim;

/** Something that must never be so. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Violation(String what) {
    super(what);
  }

  Violation(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  static void unless(boolean holds, String what, Object... about) {
    if (!holds) {
      throw new Violation(String.format(what, about));
    }
  }
}
