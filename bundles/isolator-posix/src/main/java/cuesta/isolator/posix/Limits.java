package cuesta.isolator.posix;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Process limits, named as in limits.conf(5).
 *
 * @param values sizes in bytes, times in seconds; −1 is unlimited
 */
record Limits(SortedMap<String, Long> values) {
  private static final long UNLIMITED = -1;
  private static final List<String> NAMES =
      List.of("as", "core", "cpu", "data", "fsize", "memlock", "nofile", "nproc", "stack");

  Limits {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Reads {@code nofile=1024}, {@code core=unlimited}, {@code fsize=2G}. */
  static Limits parse(SortedMap<String, String> settings) {
    SortedMap<String, Long> values = new TreeMap<>();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (!NAMES.contains(setting.getKey())) {
        throw new IllegalArgumentException(
            "posix setting '" + setting.getKey() + "' is not known; use one of " + NAMES);
      }
      values.put(setting.getKey(), amount(setting.getKey(), setting.getValue().strip()));
    }
    return new Limits(values);
  }

  Limits with(Limits stronger) {
    SortedMap<String, Long> both = new TreeMap<>(values);
    both.putAll(stronger.values);
    return new Limits(both);
  }

  private static long amount(String name, String text) {
    if (text.equals("unlimited")) {
      return UNLIMITED;
    }
    String upper = text.toUpperCase(Locale.ROOT);
    int unit = upper.isEmpty() ? -1 : "KMGT".indexOf(upper.charAt(upper.length() - 1));
    String digits = unit < 0 ? upper : upper.substring(0, upper.length() - 1);
    if (digits.matches("[0-9]{1,12}")) {
      try {
        return Math.multiplyExact(Long.parseLong(digits), 1L << (10 * (unit + 1)));
      } catch (ArithmeticException e) {
        // Said below.
      }
    }
    throw new IllegalArgumentException(
        "posix setting " + name + " '" + text + "' is no amount; use 1024, 512K, 2G or unlimited");
  }
}
