package cuesta.benchmarks.launch;

import java.util.Arrays;
import java.util.List;

/**
 * Durations in milliseconds.
 *
 * @param sorted in order
 */
public record Figures(double[] sorted) {
  /**
   * Sorts them.
   *
   * @param millis in any order
   * @return the figures
   */
  public static Figures of(List<Double> millis) {
    double[] values = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(values);
    return new Figures(values);
  }

  /**
   * The middle.
   *
   * @return in milliseconds
   */
  public double median() {
    return at(0.5);
  }

  /**
   * The longest.
   *
   * @return in milliseconds
   */
  public double most() {
    return at(1);
  }

  /**
   * What all but one in a hundred do not exceed.
   *
   * @return in milliseconds
   */
  public double p99() {
    return at(0.99);
  }

  /**
   * What a share of them does not exceed.
   *
   * @param share 0 to 1
   * @return in milliseconds
   */
  public double at(double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
