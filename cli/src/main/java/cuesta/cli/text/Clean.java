package cuesta.cli.text;

/** Makes text of others safe to print: names may hold whatever a terminal obeys. */
public final class Clean {
  private Clean() {}

  /** One line without control characters. */
  public static String line(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        clean = clean == null ? new StringBuilder(text) : clean;
        clean.setCharAt(i, c == '\n' || c == '\t' ? ' ' : '?');
      }
    }
    return clean == null ? text : clean.toString();
  }
}
