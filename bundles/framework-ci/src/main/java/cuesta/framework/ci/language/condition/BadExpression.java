package cuesta.framework.ci.language.condition;

/** An expression or regular expression that cannot be read; the message says what and where. */
public final class BadExpression extends Exception {
  private static final long serialVersionUID = 1L;

  BadExpression(String message) {
    super(message);
  }
}
