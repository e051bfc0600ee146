package cuesta.loadbalancer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Idle connections of one loop to one instance, the one used last first. On its loop's thread. */
final class Pool {
  /** More than that at once were a peak; the next one pays for its connections. */
  private static final int MAX = 64;

  /**
   * Servers close connections that are idle for long, some after 5 s and one while a request is on
   * its way to it. So we are first.
   */
  static final long IDLE = TimeUnit.SECONDS.toNanos(4);

  /** For requests that cannot be sent again: a server that closes after less is not known. */
  static final long FRESH = TimeUnit.SECONDS.toNanos(1);

  private final ArrayDeque<Upstream> idle = new ArrayDeque<>();

  /**
   * Takes a connection out.
   *
   * @param now the loop's time
   * @param maxIdle for how long it may have been idle, in nanoseconds
   * @return a connection that was open when last looked at, or null
   */
  Upstream take(long now, long maxIdle) {
    Upstream last = idle.peekLast();
    if (last == null || now - last.idleSince() > maxIdle) {
      return null;
    }
    return idle.pollLast();
  }

  /**
   * Puts a connection in.
   *
   * @param connection with no request on it
   * @return false if there are enough
   */
  boolean give(Upstream connection) {
    if (idle.size() >= MAX) {
      return false;
    }
    idle.addLast(connection);
    return true;
  }

  void forget(Upstream connection) {
    idle.remove(connection);
  }

  /**
   * Closes connections that are idle for too long.
   *
   * @param now the loop's time
   * @return whether some are left
   */
  boolean sweep(long now) {
    while (!idle.isEmpty() && now - idle.peekFirst().idleSince() > IDLE) {
      idle.pollFirst().close();
    }
    return !idle.isEmpty();
  }

  /** Closes all. */
  void clear() {
    List<Upstream> all = new ArrayList<>(idle);
    idle.clear();
    all.forEach(Upstream::close);
  }
}
