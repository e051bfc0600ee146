package cuesta.benchmarks.ci;

import cuesta.benchmarks.launch.Figures;
import java.util.List;
import java.util.Locale;

/** Figures in words. */
final class Spread {
  private Spread() {}

  /** In seconds. */
  static String seconds(List<Double> millis) {
    Figures figures = Figures.of(millis);
    return String.format(
        Locale.ROOT, "%.2f / %.2f s", figures.median() / 1e3, figures.most() / 1e3);
  }

  /** In milliseconds. */
  static String millis(List<Double> millis) {
    Figures figures = Figures.of(millis);
    return String.format(Locale.ROOT, "%.0f / %.0f ms", figures.median(), figures.most());
  }
}
