package cuesta.benchmarks.launch;

import java.util.Arrays;
import java.util.List;

/** Durations in milliseconds, sorted. */
record Figures(double[] sorted) {
  static Figures of(List<Double> millis) {
    double[] values = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(values);
    return new Figures(values);
  }

  double median() {
    return at(0.5);
  }

  double p99() {
    return at(0.99);
  }

  private double at(double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }
}
