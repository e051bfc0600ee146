package cuesta.archive;

import java.util.ArrayList;
import java.util.List;

/** Patterns with alternatives in braces, such as {@code {a,b}.txt}, written out. */
final class Braces {
  /** Some sets of braces in a row make many patterns. */
  static final int MOST = 1_000;

  private final String pattern;

  private Braces(String pattern) {
    this.pattern = pattern;
  }

  /**
   * Writes a pattern out.
   *
   * @throws IllegalArgumentException if braces do not close, or make too many
   */
  static List<String> expand(String pattern) {
    return new Braces(pattern).expanded(pattern);
  }

  private List<String> expanded(String text) {
    int open = find(text, 0, "{");
    if (open == text.length()) {
      return List.of(text);
    }
    List<String> alternatives = new ArrayList<>();
    int start = open + 1;
    int end = find(text, start, ",}");
    for (; end < text.length() && text.charAt(end) == ','; end = find(text, start, ",}")) {
      alternatives.add(text.substring(start, end));
      start = end + 1;
    }
    if (end == text.length()) {
      throw new IllegalArgumentException("pattern '" + pattern + "' lacks a '}'");
    }
    alternatives.add(text.substring(start, end));
    List<String> written = new ArrayList<>();
    List<String> rests = expanded(text.substring(end + 1));
    for (String alternative : alternatives) {
      for (String inner : expanded(alternative)) {
        rests.forEach(rest -> written.add(text.substring(0, open) + inner + rest));
        if (written.size() > MOST) {
          throw new IllegalArgumentException(
              "pattern '" + pattern + "' stands for more than " + MOST + " patterns");
        }
      }
    }
    return written;
  }

  /** Where one of some characters is that is neither escaped nor in inner braces; else the end. */
  private static int find(String text, int from, String wanted) {
    int depth = 0;
    for (int at = from; at < text.length(); at++) {
      char here = text.charAt(at);
      if (depth == 0 && wanted.indexOf(here) >= 0) {
        return at;
      }
      switch (here) {
        case '\\' -> at++;
        case '{' -> depth++;
        case '}' -> depth--;
        default -> {}
      }
    }
    return text.length();
  }
}
