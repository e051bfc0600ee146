package cuesta.loadbalancer;

import cuesta.api.balancer.BalancerStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** What was done for one application. Any thread. */
final class AppBooks {
  private static final int CLASSES = 5;
  private static final int FAILURES = CLASSES;
  private static final int RETRIES = FAILURES + 1;
  private static final int MICROS = RETRIES + 1;
  private static final int LATENCIES = MICROS + 1;
  private static final int BUCKETS = BalancerStats.LATENCY_BOUNDS.size() + 1;
  private static final long[] BOUNDS_NANOS =
      BalancerStats.LATENCY_BOUNDS.stream().mapToLong(TimeUnit.MILLISECONDS::toNanos).toArray();

  private final AtomicLongArray counts = new AtomicLongArray(LATENCIES + BUCKETS);

  /**
   * A request was answered.
   *
   * @param status of the answer
   * @param nanos to its first byte
   */
  void answered(int status, long nanos) {
    counts.incrementAndGet(Math.clamp(status / 100 - 1, 0, CLASSES - 1));
    counts.addAndGet(MICROS, TimeUnit.NANOSECONDS.toMicros(nanos));
    int bucket = 0;
    while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    counts.incrementAndGet(LATENCIES + bucket);
  }

  /** The answer was the proxy's own since no instance gave one. */
  void failed() {
    counts.incrementAndGet(FAILURES);
  }

  /** A request goes to an instance once more. */
  void retried() {
    counts.incrementAndGet(RETRIES);
  }

  /**
   * What was counted.
   *
   * @return the counts; those of one request may be split between two calls
   */
  BalancerStats.App read() {
    List<Long> classes = list(0, CLASSES);
    long requests = classes.stream().mapToLong(Long::longValue).sum();
    return new BalancerStats.App(
        requests,
        classes,
        counts.get(FAILURES),
        counts.get(RETRIES),
        list(LATENCIES, BUCKETS),
        counts.get(MICROS));
  }

  private List<Long> list(int from, int length) {
    List<Long> list = new ArrayList<>(length);
    for (int i = from; i < from + length; i++) {
      list.add(counts.get(i));
    }
    return list;
  }
}
