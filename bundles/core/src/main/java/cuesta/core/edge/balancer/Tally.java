package cuesta.core.edge.balancer;

import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerStats;
import cuesta.api.balancer.RouteTable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What all balancers of this process have done together. Each begins to count at nothing; the sums
 * go on over swaps. Any thread.
 */
public final class Tally {
  /** So many applications are remembered beyond their end; more only while they have routes. */
  private static final int MAX_APPS = 10_000;

  private static final BalancerStats NOTHING =
      new BalancerStats(0, 0, new TreeMap<>(), new TreeMap<>());

  /**
   * All together.
   *
   * @param connections open now
   * @param open requests under way by instance
   * @param apps sums by application
   */
  record Sums(
      int connections,
      SortedMap<String, Integer> open,
      SortedMap<String, BalancerStats.App> apps) {}

  private final Supplier<Set<String>> routed;

  // Guarded by this. By identity: a plugin may have an equals of its own.
  private final Map<Tracked, BalancerStats> living = new IdentityHashMap<>();
  private final SortedMap<String, BalancerStats.App> retired = new TreeMap<>();

  /**
   * Nothing was done.
   *
   * @param tables says which applications have routes
   */
  public Tally(Tables tables) {
    routed = tables::apps;
  }

  /**
   * Follows a balancer from its opening to its end.
   *
   * @param made what a plugin made
   * @return the same; its statistics are heard whenever they are asked for, and at its close
   */
  public Balancer track(Balancer made) {
    Tracked tracked = new Tracked(made);
    synchronized (this) {
      living.put(tracked, NOTHING);
    }
    return tracked;
  }

  synchronized Sums sums() {
    int connections = 0;
    TreeMap<String, Integer> open = new TreeMap<>();
    TreeMap<String, BalancerStats.App> apps = new TreeMap<>(retired);
    for (BalancerStats stats : living.values()) {
      connections += stats.connections();
      stats.open().forEach((id, count) -> open.merge(id, count, Integer::sum));
      stats.apps().forEach((name, app) -> apps.merge(name, app, Tally::sum));
    }
    return new Sums(connections, open, apps);
  }

  private synchronized void heard(Tracked tracked, BalancerStats stats) {
    living.replace(tracked, stats); // not if it has retired meanwhile
  }

  private synchronized void retire(Tracked tracked) {
    BalancerStats last = living.remove(tracked);
    if (last == null) {
      return;
    }
    last.apps().forEach((name, app) -> retired.merge(name, app, Tally::sum));
    if (retired.size() > MAX_APPS) {
      retired.keySet().retainAll(routed.get());
    }
  }

  private static BalancerStats.App sum(BalancerStats.App a, BalancerStats.App b) {
    return new BalancerStats.App(
        a.requests() + b.requests(),
        sum(a.classes(), b.classes()),
        a.failures() + b.failures(),
        a.retries() + b.retries(),
        sum(a.latencies(), b.latencies()),
        a.latencyMicros() + b.latencyMicros());
  }

  /** Each with its counterpart; a plugin may give too few. */
  private static List<Long> sum(List<Long> a, List<Long> b) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      sums.add((i < a.size() ? a.get(i) : 0) + (i < b.size() ? b.get(i) : 0));
    }
    return sums;
  }

  private final class Tracked implements Balancer {
    private final Balancer made;

    Tracked(Balancer made) {
      this.made = made;
    }

    @Override
    public void accept(SocketChannel connection) throws IOException {
      made.accept(connection);
    }

    @Override
    public void route(RouteTable table) {
      made.route(table);
    }

    @Override
    public BalancerStats stats() {
      BalancerStats stats = Objects.requireNonNull(made.stats(), "stats answered null");
      heard(this, stats);
      return stats;
    }

    @Override
    public void close() {
      try {
        made.close();
      } finally {
        last();
      }
    }

    /** What was heard before counts if it says nothing sensible now. */
    private void last() {
      try {
        stats();
      } finally {
        retire(this);
      }
    }
  }
}
