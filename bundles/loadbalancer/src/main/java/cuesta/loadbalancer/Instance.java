package cuesta.loadbalancer;

import cuesta.api.balancer.Route.Backend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An instance of an application, for as long as a table names it or a request is at it. Any thread,
 * but each pool is of one loop.
 */
final class Instance {
  /** How long one that did not take a connection is left alone, if there are others. */
  private static final long AVOID = TimeUnit.SECONDS.toNanos(1);

  private final Backend backend;
  private final InetAddress literal;
  private final AtomicInteger open = new AtomicInteger();
  private final Pool[] pools;
  private volatile boolean avoided;
  private volatile long avoidedAt;
  private volatile boolean removed;

  Instance(Backend backend, int lanes) {
    this.backend = backend;
    this.literal = literal(backend.host());
    this.pools = new Pool[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      pools[lane] = new Pool();
    }
  }

  private static InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException name) {
      return null;
    }
  }

  Backend backend() {
    return backend;
  }

  boolean needsLookup() {
    return literal == null;
  }

  /**
   * Where it listens. Blocks for as long as a look-up takes if it {@link #needsLookup}.
   *
   * @return the address
   * @throws UnknownHostException if the name is not known
   */
  InetSocketAddress address() throws UnknownHostException {
    InetAddress address = literal == null ? InetAddress.getByName(backend.host()) : literal;
    return new InetSocketAddress(address, backend.port());
  }

  int open() {
    return open.get();
  }

  void begin() {
    open.incrementAndGet();
  }

  void end() {
    open.decrementAndGet();
  }

  /** It did not take a connection. */
  void avoid(long now) {
    avoidedAt = now;
    avoided = true;
  }

  boolean isAvoided(long now) {
    return avoided && now - avoidedAt < AVOID;
  }

  /** The table names it, perhaps again. */
  void name() {
    removed = false;
  }

  /** No table names it any more. */
  void remove() {
    removed = true;
  }

  boolean isRemoved() {
    return removed;
  }

  Pool pool(int lane) {
    return pools[lane];
  }
}
