package cuesta.api.balancer;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.osgi.annotation.versioning.ConsumerType;

/** A load balancer at work. Any thread; calls may come at once. */
@ConsumerType
public interface Balancer extends AutoCloseable {
  /**
   * Takes a connection of a client. Must not block.
   *
   * @param connection open, in blocking mode; the balancer's from now on
   * @throws IOException if it cannot take it; the connection stays the caller's
   */
  void accept(SocketChannel connection) throws IOException;

  /**
   * Requests that begin after the return go by this table. Requests that have begun are not
   * disturbed, wherever they went.
   *
   * @param table the whole table; never an older one than before
   */
  void route(RouteTable table);

  /**
   * What it has done and is doing. Also while it closes, and once afterwards.
   *
   * @return counts since it was opened
   */
  BalancerStats stats();

  /**
   * Retires: no connection comes any more. Returns when the requests under way are answered and
   * idle connections are closed such that no request is lost, within 30 s: what takes longer (a
   * WebSocket, a stream) is cut then.
   */
  @Override
  void close();
}
