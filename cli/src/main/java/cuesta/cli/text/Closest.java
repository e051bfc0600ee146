package cuesta.cli.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that somebody probably meant. */
public final class Closest {
  private Closest() {}

  /** The closest name, if it is close enough to be meant. */
  public static Optional<String> find(String wrong, Collection<String> known) {
    int far = Math.max(1, wrong.length() * 2 / 5);
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(wrong, name)))
        .filter(name -> distance(wrong, name) <= far);
  }

  /**
   * How many letters must be put in, left out, replaced or swapped with their neighbour (optimal
   * string alignment).
   */
  static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(a, b, rows, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] rows, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int replaced = rows[i - 1][j - 1] + (same ? 0 : 1);
    int least = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
