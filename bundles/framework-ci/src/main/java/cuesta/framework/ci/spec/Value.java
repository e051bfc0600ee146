package cuesta.framework.ci.spec;

/**
 * The value of a variable.
 *
 * @param text the value; other variables in it are put in later, unless it is raw
 * @param raw whether it stays as it is
 * @param masked whether nobody may see it
 */
public record Value(String text, boolean raw, boolean masked) {
  /**
   * A value in which other variables are put in.
   *
   * @param text as it is written
   * @return the value
   */
  public static Value of(String text) {
    return new Value(text, false, false);
  }

  /**
   * A value that stays as it is.
   *
   * @param text all of it
   * @return the value
   */
  public static Value raw(String text) {
    return new Value(text, true, false);
  }

  /** Without the text of one that nobody may see. */
  @Override
  public String toString() {
    return masked ? "[MASKED]" : text;
  }
}
