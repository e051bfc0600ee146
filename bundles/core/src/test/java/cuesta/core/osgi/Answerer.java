package cuesta.core.osgi;

import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerContext;
import cuesta.api.balancer.BalancerStats;
import cuesta.api.balancer.Route;
import cuesta.api.balancer.RouteTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A small load balancer: it answers each request with its own name and the revision it went by. A
 * request for {@code /slow} is under way, for the first instance there is, until {@link #release}.
 */
final class Answerer implements Balancer {
  final String name;
  final CountDownLatch closing = new CountDownLatch(1);
  final BlockingQueue<String> slow = new LinkedBlockingQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private RouteTable table;
  private final TreeMap<String, Integer> open = new TreeMap<>();
  private int connections;
  private long answered;

  Answerer(String name, BalancerContext context) {
    this.name = name;
    table = context.routes();
  }

  @Override
  public void accept(SocketChannel connection) throws IOException {
    synchronized (this) {
      connections++;
    }
    threads.add(Thread.ofVirtual().start(() -> serve(connection)));
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      String request = head(Channels.newInputStream(connection));
      String body = name + " " + table().revision();
      if (request.startsWith("GET /slow ")) {
        hold(instance(table()));
      }
      String answer = "HTTP/1.0 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
      Channels.newOutputStream(connection).write(answer.getBytes(StandardCharsets.US_ASCII));
      count();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("a client of the test went away", e);
    } finally {
      synchronized (this) {
        connections--;
      }
      threads.remove(Thread.currentThread());
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request ends after '" + head + "'");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** The first there is. */
  private static String instance(RouteTable table) {
    return table.routes().stream()
        .map(Route::backends)
        .flatMap(List::stream)
        .map(Route.Backend::id)
        .findFirst()
        .orElse("none");
  }

  private void hold(String instance) throws InterruptedException {
    synchronized (this) {
      open.merge(instance, 1, Integer::sum);
    }
    slow.add(instance);
    released.await();
    synchronized (this) {
      open.remove(instance);
    }
  }

  void release() {
    released.countDown();
  }

  private synchronized void count() {
    answered++;
  }

  private synchronized RouteTable table() {
    return table;
  }

  @Override
  public synchronized void route(RouteTable next) {
    if (next.revision() < table.revision()) {
      throw new IllegalStateException(next.revision() + " after " + table.revision());
    }
    table = next;
  }

  @Override
  public synchronized BalancerStats stats() {
    TreeMap<String, BalancerStats.App> apps = new TreeMap<>();
    List<Long> latencies = new ArrayList<>();
    BalancerStats.LATENCY_BOUNDS.forEach(bound -> latencies.add(0L));
    latencies.add(answered);
    List<Long> classes = List.of(0L, answered, 0L, 0L, 0L);
    apps.put("web", new BalancerStats.App(answered, classes, 0, 0, latencies, answered * 1_000));
    return new BalancerStats(table.revision(), connections, apps, open);
  }

  @Override
  public void close() {
    closing.countDown();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // it took too long
        return;
      }
    }
  }
}
