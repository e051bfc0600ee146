package cuesta.cli.args;

/** A command line that does not fit; the message says what is wrong and what was meant. */
public final class BadArgs extends Exception {
  private static final long serialVersionUID = 1L;

  /** With its line. */
  public BadArgs(String line) {
    super(line, null, false, false);
  }
}
