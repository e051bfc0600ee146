package cuesta.loadbalancer;

import cuesta.api.balancer.RouteTable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What all loops of a proxy share. Any thread. */
final class Site {
  private final Limits limits;
  private final Fleet fleet;
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch empty = new CountDownLatch(1);
  private volatile Routing routing;
  private volatile boolean draining;
  private volatile long drainingSince;

  Site(Limits limits) {
    this.limits = limits;
    this.fleet = new Fleet(limits.threads());
    this.routing = fleet.routing(RouteTable.EMPTY);
  }

  Limits limits() {
    return limits;
  }

  Routing routing() {
    return routing;
  }

  Fleet fleet() {
    return fleet;
  }

  /**
   * Requests go by it from now on.
   *
   * @param table the new one
   * @return instances that were left out
   */
  synchronized List<Instance> route(RouteTable table) {
    List<Instance> before = fleet.instances();
    routing = fleet.routing(table);
    return before.stream().filter(Instance::isRemoved).toList();
  }

  int connections() {
    return connections.get();
  }

  /**
   * A connection came.
   *
   * @return whether it is one too many
   */
  boolean enter() {
    return connections.incrementAndGet() > limits.connections();
  }

  void leave() {
    if (connections.decrementAndGet() == 0 && draining) {
      empty.countDown();
    }
  }

  /** No connection comes any more. */
  void drain(long now) {
    drainingSince = now;
    draining = true;
    if (connections.get() == 0) {
      empty.countDown();
    }
  }

  boolean isDraining() {
    return draining;
  }

  long drainingSince() {
    return drainingSince;
  }

  /** Counts down when the last connection has gone after {@link #drain}. */
  CountDownLatch empty() {
    return empty;
  }
}
