package cuesta.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns; the last one is cut where the terminal ends. */
public final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with a heading. */
  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row. */
  public void row(String... cells) {
    List<String> clean = new ArrayList<>();
    for (String cell : cells) {
      clean.add(cell.isEmpty() ? "-" : Clean.line(cell));
    }
    rows.add(clean);
  }

  /**
   * The lines.
   *
   * @param width of the terminal; 0 if output goes elsewhere, then nothing is cut
   */
  public List<String> lines(int width) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns - 1; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - length(row.get(i))).append(GAP);
      }
      lines.add(cut(line.append(row.getLast()).toString(), width));
    }
    return lines;
  }

  private static String cut(String line, int width) {
    if (width <= 0 || length(line) <= width) {
      return line.stripTrailing();
    }
    return line.substring(0, line.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
