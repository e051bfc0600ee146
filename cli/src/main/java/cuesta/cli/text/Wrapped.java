package cuesta.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines at spaces. */
public final class Wrapped {
  private Wrapped() {}

  /** Lines of a width at most, unless a single word is longer. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Text to the right of a heading, from a column on. */
  public static List<String> beside(String heading, int column, String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : lines(text, Math.max(20, width - column))) {
      String start = lines.isEmpty() ? heading : "";
      lines.add(start + " ".repeat(Math.max(1, column - start.length())) + line);
    }
    return lines;
  }
}
