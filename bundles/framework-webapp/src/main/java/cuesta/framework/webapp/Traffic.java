package cuesta.framework.webapp;

import cuesta.api.balancer.BalancerStats;
import cuesta.framework.kit.form.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What went through load balancers to one application; see {@link BalancerStats.App}. */
record Traffic(
    long requests,
    List<Long> classes,
    long failures,
    long retries,
    List<Long> latencies,
    long latencyMicros) {
  private static final int CLASSES = 5;
  private static final int SERVER_ERRORS = 4;
  private static final double MEDIAN = 0.5;
  private static final double HIGH = 0.99;

  static Traffic read(Fields from) {
    return new Traffic(
        from.number("requests"),
        numbers(from, "classes", CLASSES),
        from.number("failures"),
        from.number("retries"),
        numbers(from, "latencies", BalancerStats.LATENCY_BOUNDS.size() + 1),
        from.number("latency-micros"));
  }

  private static List<Long> numbers(Fields from, String field, int count) {
    List<Long> numbers = from.all(field).stream().map(Long::parseLong).toList();
    if (numbers.size() != count) {
      throw new IllegalArgumentException(
          field + " has " + numbers.size() + " numbers, not " + count);
    }
    return numbers;
  }

  Traffic plus(Traffic other) {
    return new Traffic(
        requests + other.requests,
        sums(classes, other.classes),
        failures + other.failures,
        retries + other.retries,
        sums(latencies, other.latencies),
        latencyMicros + other.latencyMicros);
  }

  private static List<Long> sums(List<Long> some, List<Long> others) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      sums.add(some.get(i) + others.get(i));
    }
    return sums;
  }

  long errors() {
    return classes.get(SERVER_ERRORS);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%d, %d errors, %d retried; answered within %s (half), %s (99 %%)",
        requests,
        errors(),
        retries,
        within(MEDIAN),
        within(HIGH));
  }

  /** The bound below which so many are. */
  private String within(double share) {
    long most = (long) Math.ceil(requests * share);
    long sum = 0;
    for (int i = 0; i < BalancerStats.LATENCY_BOUNDS.size(); i++) {
      sum += latencies.get(i);
      if (sum >= most) {
        return BalancerStats.LATENCY_BOUNDS.get(i) + " ms";
      }
    }
    return "more than 10 s";
  }
}
