package cuesta.deploy;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes an OSGi manifest header apart: clauses at commas, paths before attributes, quotes
 * respected.
 */
final class Header {
  private Header() {}

  /** The paths of each clause: {@code a;b;version=1,c} gives [[a, b], [c]]. */
  static List<List<String>> clauses(String header) {
    List<List<String>> clauses = new ArrayList<>();
    for (String clause : split(header, ',')) {
      List<String> paths =
          split(clause, ';').stream()
              .map(String::strip)
              .filter(part -> !part.contains("=") && !part.isEmpty())
              .toList();
      if (!paths.isEmpty()) {
        clauses.add(paths);
      }
    }
    return clauses;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
