package cuesta.itests.swap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An application, and the leader that knows the route to it: what a load balancer has around it.
 * The route's version never changes.
 */
final class Leader implements AutoCloseable {
  static final String BODY = "hello";
  private static final String ROUTES =
      """
      {"version":"1","routes":[{"app":"web","matches":[{"host":"","path":"/web/","strip":true}],
      "backends":[{"id":"web.1","host":"127.0.0.1","port":%d}],"note":""}]}
      """;
  private static final String LEADER =
      """
      {"leader":{"id":"it","term":1,"host":"127.0.0.1","port":%d,"link_port":1,"version":"0"}}
      """;
  private static final long HOLD_MS = 200;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http;

  Leader() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/leader", call -> answer(call, LEADER.formatted(port())));
    http.createContext("/app/balancers/", this::routes);
    http.createContext("/hello", call -> answer(call, BODY));
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  private void routes(HttpExchange call) throws IOException {
    String report = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (report.contains("\"version\":\"1\"")) {
      hold();
      answer(call, "{\"version\":\"1\"}");
    } else {
      answer(call, ROUTES.formatted(port()));
    }
  }

  private synchronized void hold() throws IOException {
    try {
      wait(HOLD_MS);
    } catch (InterruptedException e) {
      throw new IOException("the end", e);
    }
  }

  private static void answer(HttpExchange call, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(200, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
