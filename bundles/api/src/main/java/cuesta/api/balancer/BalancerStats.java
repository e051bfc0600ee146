package cuesta.api.balancer;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a load balancer has done since it was opened, and is doing.
 *
 * @param revision the table that new requests go by
 * @param connections of clients, open now
 * @param apps by name of the application; requests that fitted no route count for the empty name
 * @param open requests under way by {@link Route.Backend#id}, those without are left out
 */
public record BalancerStats(
    long revision, int connections, SortedMap<String, App> apps, SortedMap<String, Integer> open) {
  /** Copies the maps. */
  public BalancerStats {
    apps = Collections.unmodifiableSortedMap(new TreeMap<>(apps));
    open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
  }

  /** Upper bounds of {@link App#latencies} in milliseconds; one more counts what took longer. */
  public static final List<Integer> LATENCY_BOUNDS =
      List.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

  /**
   * What was done for an application.
   *
   * @param requests answered, whoever answered
   * @param classes of them by the first digit of the status, index 0 for 1xx to 4 for 5xx
   * @param failures of them, answers that are the balancer's own since no instance gave one
   * @param retries tries on another instance
   * @param latencies of them by time to the first byte of the answer, see {@link #LATENCY_BOUNDS}
   * @param latencyMicros the sum of these times, in microseconds
   */
  public record App(
      long requests,
      List<Long> classes,
      long failures,
      long retries,
      List<Long> latencies,
      long latencyMicros) {
    /** Copies the lists. */
    public App {
      classes = List.copyOf(classes);
      latencies = List.copyOf(latencies);
    }
  }
}
