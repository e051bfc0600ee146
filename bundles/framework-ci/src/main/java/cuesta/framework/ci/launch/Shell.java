package cuesta.framework.ci.launch;

/** Texts as a POSIX shell reads them. */
final class Shell {
  private Shell() {}

  /** A word that means exactly this text. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
