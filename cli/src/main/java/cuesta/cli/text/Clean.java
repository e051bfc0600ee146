package cuesta.cli.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text of others safe to print: names may hold whatever a terminal obeys. */
public final class Clean {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final String RESET = "\u001b[0m";

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

  /**
   * One line of a log, whose colours are kept: of all that a terminal obeys nothing else is.
   *
   * @param colours whether they are wanted; else they are left out
   */
  public static String log(String text, boolean colours) {
    StringBuilder clean = new StringBuilder();
    Matcher colour = COLOUR.matcher(text);
    int from = 0;
    while (colour.find()) {
      clean.append(line(text.substring(from, colour.start())));
      clean.append(colours ? colour.group() : "");
      from = colour.end();
    }
    clean.append(line(text.substring(from)));
    return clean.append(colours && from > 0 ? RESET : "").toString();
  }

  /** The first characters of a line with colours, which take no place. */
  public static String cut(String text, int width) {
    StringBuilder cut = new StringBuilder();
    Matcher colour = COLOUR.matcher(text);
    int left = width;
    int from = 0;
    while (true) {
      boolean found = colour.find();
      String plain = text.substring(from, found ? colour.start() : text.length());
      int length = plain.codePointCount(0, plain.length());
      if (length > left) {
        int end = plain.offsetByCodePoints(0, Math.max(0, left - 1));
        return cut.append(plain, 0, end).append('…').append(from > 0 ? RESET : "").toString();
      }
      cut.append(plain);
      left -= length;
      if (!found) {
        return cut.toString();
      }
      cut.append(colour.group());
      from = colour.end();
    }
  }
}
