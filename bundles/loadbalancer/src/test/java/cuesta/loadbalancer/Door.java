package cuesta.loadbalancer;

import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.Route;
import cuesta.api.balancer.Route.Backend;
import cuesta.api.balancer.Route.Match;
import cuesta.api.balancer.RouteTable;
import cuesta.contracts.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A port in front of a proxy, as the process around it has one. */
final class Door implements AutoCloseable {
  private final ServerSocketChannel port;
  private final Thread thread;
  private final AtomicLong revision = new AtomicLong();
  private volatile Balancer balancer;

  private Door(Balancer balancer) throws IOException {
    this.balancer = balancer;
    this.port =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    this.thread = Thread.ofPlatform().daemon().start(this::serve);
  }

  static Door open() throws IOException {
    return open(Limits.DEFAULT);
  }

  static Door open(Limits limits) throws IOException {
    return new Door(new Proxy(limits));
  }

  private void serve() {
    while (port.isOpen()) {
      try {
        SocketChannel connection = port.accept();
        handOver(connection);
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void handOver(SocketChannel connection) {
    while (true) {
      try {
        balancer.accept(connection);
        return;
      } catch (IOException retired) {
        Thread.onSpinWait();
      }
    }
  }

  /** All connections from now on are the other one's. */
  Balancer swap(Balancer successor) {
    Balancer former = balancer;
    balancer = successor;
    return former;
  }

  Balancer balancer() {
    return balancer;
  }

  int port() {
    return ((InetSocketAddress) address()).getPort();
  }

  private SocketAddress address() {
    try {
      return port.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** One application for everything. */
  void route(int... ports) {
    route(new Route("web", List.of(new Match("", "/", false)), backends(ports), ""));
  }

  void route(Route... routes) {
    balancer.route(new RouteTable(revision.incrementAndGet(), List.of(routes)));
  }

  static List<Backend> backends(int... ports) {
    return Arrays.stream(ports)
        .mapToObj(port -> new Backend("task-" + port, "127.0.0.1", port))
        .toList();
  }

  /** Waits until no request is under way. */
  void awaitQuiet() throws Exception {
    Await.until(
        "no request is open", () -> balancer.stats().open().isEmpty(), () -> balancer.stats());
  }

  @Override
  public void close() throws IOException {
    port.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Proxy proxy = (Proxy) balancer;
    proxy.cut();
    // Its threads take a second to end; the next test need not wait for them.
    Thread.ofPlatform().daemon().start(proxy::close);
  }
}
