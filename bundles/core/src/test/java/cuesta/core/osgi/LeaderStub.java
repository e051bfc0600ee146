package cuesta.core.osgi;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A master that leads, as the feed sees it: an HTTP server with one page. */
final class LeaderStub implements AutoCloseable {
  private static final long HOLD_MS = 200;
  private static final long LIMIT_S = 20;

  /** What was said to it. */
  record Said(String method, String path, String authorization, JsonObject report) {}

  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch frozen = new CountDownLatch(1);
  private final HttpServer http;
  private final long term;

  // Guarded by this.
  private String version = "none";
  private String routes = "[]";
  private int status = 200;
  private String raw;
  private boolean mute;

  LeaderStub(long term) throws IOException {
    this.term = term;
    http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    http.createContext("/", this::answer);
    http.setExecutor(threads);
    http.start();
  }

  LeaderInfo info() {
    return new LeaderInfo("m" + term, term, "127.0.0.1", http.getAddress().getPort(), 1, "0.1.0");
  }

  /** A new table. */
  synchronized void routes(String named, String table) {
    version = named;
    routes = table;
    raw = null;
    status = 200;
    notifyAll();
  }

  /** The route of one application with one instance. */
  static String route(String app, String instance) {
    return """
    {"app":"%s","matches":[{"host":"","path":"/%1$s/","strip":true}],
    "backends":[{"id":"%s","host":"127.0.0.1","port":31000}],"note":""}\
    """
        .formatted(app, instance);
  }

  /** Answers with this, whatever it is. */
  synchronized void nonsense(int code, String body) {
    status = code;
    raw = body;
    notifyAll();
  }

  /** Answers nothing any more, and keeps the connections open. Returns when a question waits. */
  void freeze() throws InterruptedException {
    synchronized (this) {
      mute = true;
    }
    frozen.await();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    JsonObject report = JsonParser.parseString(text).getAsJsonObject();
    said.add(
        new Said(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            report));
    byte[] body = body(report.get("version").getAsString()).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized int status() {
    return status;
  }

  /** As the contract has it: at once if there is news, else after a while without routes. */
  private synchronized String body(String known) throws IOException {
    try {
      while (mute) {
        frozen.countDown();
        wait();
      }
      if (raw == null && known.equals(version)) {
        TimeUnit.MILLISECONDS.timedWait(this, HOLD_MS);
      }
    } catch (InterruptedException e) {
      throw new IOException("the stub ends", e);
    }
    if (raw != null) {
      return raw;
    }
    return known.equals(version)
        ? "{\"version\":\"" + version + "\"}"
        : "{\"version\":\"" + version + "\",\"routes\":" + routes + "}";
  }

  /** Waits for a report that fits. */
  Said await(String what, Predicate<JsonObject> fits) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
    Said last = null;
    while (System.nanoTime() - end < 0) {
      Said next = said.poll(LIMIT_S, TimeUnit.SECONDS);
      if (next == null) {
        break;
      }
      last = next;
      if (fits.test(next.report())) {
        return next;
      }
    }
    throw new AssertionError("never reported " + what + "; the last was " + last);
  }

  /** Waits until the process says that requests go by a table. */
  Said awaitVersion(String named) throws InterruptedException {
    return await(named, report -> report.get("version").getAsString().equals(named));
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
