package cuesta.framework.ci.engine;

import java.util.List;

/**
 * What test reports say.
 *
 * @param total how many tests
 * @param failed how many failed, errors included
 * @param skipped how many were not run
 * @param failing the first of those that failed
 */
public record Tests(int total, int failed, int skipped, List<Failing> failing) {
  /** Cuts the list. */
  public Tests {
    failing = List.copyOf(failing.subList(0, Math.min(failing.size(), CiLimits.FAILING)));
  }

  /**
   * A test that failed.
   *
   * @param name its name
   * @param message the head of what it said
   */
  public record Failing(String name, String message) {
    /** Cuts the texts. */
    public Failing {
      name = cut(name);
      message = cut(message);
    }

    private static String cut(String text) {
      return text.length() <= CiLimits.TEST_TEXT
          ? text
          : text.substring(0, CiLimits.TEST_TEXT - 1) + "…";
    }
  }
}
