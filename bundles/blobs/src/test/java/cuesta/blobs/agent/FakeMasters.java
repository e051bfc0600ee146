package cuesta.blobs.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A leader and, below another port, a standby that has nothing, as docs/reference/http.md describes
 * them. They can be told to fail.
 */
final class FakeMasters implements AutoCloseable {
  static final String KEY = "the key";

  final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final URI leader;
  final URI standby;

  /** What is answered instead, if it is not 0. */
  volatile int status;

  /** So many bytes are left out at the end of an answer. */
  volatile int missing;

  /** What is done before an answer. */
  volatile Runnable before = () -> {};

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer leading;
  private final HttpServer standing;

  FakeMasters() throws IOException {
    leading = server(this::lead);
    standing = server(this::sendOn);
    leader = uri(leading);
    standby = uri(standing);
  }

  private interface Answer {
    void answer(HttpExchange exchange) throws IOException;
  }

  private HttpServer server(Answer answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.answer(exchange);
          }
        });
    server.start();
    return server;
  }

  private static URI uri(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  String put(byte[] bytes) {
    String hash = hash(bytes);
    blobs.put(hash, bytes);
    return hash;
  }

  static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Cache.sha256().digest(bytes));
  }

  /** How often a blob was given away. */
  long given(String hash) {
    return asked.stream().filter(("GET /blobs/" + hash)::equals).count();
  }

  private void sendOn(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", leader.resolve(exchange.getRequestURI()) + "");
    exchange.getRequestBody().readAllBytes();
    send(exchange, 307, "{}".getBytes(StandardCharsets.UTF_8));
  }

  private void lead(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(call);
    before.run();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String hash = exchange.getRequestURI().getPath().substring("/blobs/".length());
    boolean knows =
        ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (status != 0 || !knows) {
      String why = "{\"code\":\"X\",\"subject\":\"\",\"detail\":\"told so\",\"hint\":\"\"}";
      send(exchange, knows ? status : 401, why.getBytes(StandardCharsets.UTF_8));
    } else if (exchange.getRequestMethod().equals("PUT")) {
      blobs.put(hash, body);
      send(exchange, hash.equals(hash(body)) ? 200 : 400, "{}".getBytes(StandardCharsets.UTF_8));
    } else if (!blobs.containsKey(hash)) {
      send(exchange, 404, "{\"code\":\"UNKNOWN\"}".getBytes(StandardCharsets.UTF_8));
    } else if (call.endsWith("?look=true")) {
      send(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
    } else {
      give(exchange, blobs.get(hash));
    }
  }

  private void give(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes, 0, bytes.length - missing);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    leading.stop(0);
    standing.stop(0);
    threads.shutdownNow();
  }
}
