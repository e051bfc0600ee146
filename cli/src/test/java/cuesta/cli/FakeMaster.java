package cuesta.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * A master on loopback that says what a test told it to say, in order; the last answer of a path
 * stays.
 */
final class FakeMaster implements AutoCloseable {
  /** An answer to one call. */
  @FunctionalInterface
  interface Say {
    void to(HttpExchange call) throws IOException;
  }

  static final String KEY = "00ff";

  private final HttpServer server;
  private final Map<String, Deque<Say>> answers = new TreeMap<>();
  private final Map<String, byte[]> blobs = Collections.synchronizedMap(new TreeMap<>());
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  FakeMaster() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Method and target of each call, with the body after a space if there was one. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** Adds answers to a method and path. */
  FakeMaster on(String call, Say... says) {
    synchronized (answers) {
      answers.computeIfAbsent(call, key -> new ArrayDeque<>()).addAll(List.of(says));
    }
    return this;
  }

  private void handle(HttpExchange call) throws IOException {
    byte[] bytes = call.getRequestBody().readAllBytes();
    String method = call.getRequestMethod();
    String path = call.getRequestURI().getPath();
    boolean bulk = path.startsWith("/blobs/");
    String body = bulk ? "" : new String(bytes, StandardCharsets.UTF_8);
    calls.add((method + " " + call.getRequestURI() + " " + body).strip());
    Say say;
    synchronized (answers) {
      String key = method + " " + call.getRequestURI().getPath();
      Deque<Say> queue = answers.get(key + fileKey(call.getRequestURI().getQuery()));
      queue = queue == null ? answers.get(key) : queue;
      say = queue != null ? next(queue) : bulk ? blob(method, path, bytes) : nothing();
    }
    try (call) {
      if (!("Bearer " + KEY).equals(call.getRequestHeaders().getFirst("Authorization"))) {
        say = json(401, reason("UNAUTHENTICATED", "the key is not this cluster's"));
      }
      say.to(call);
    }
  }

  private static Say nothing() {
    return json(404, reason("UNKNOWN", "nothing there"));
  }

  /** Blobs are kept, unless a test says otherwise. */
  private Say blob(String method, String path, byte[] bytes) {
    String hash = path.substring("/blobs/".length());
    if (method.equals("PUT")) {
      blobs.put(hash, bytes);
    }
    return blobs.containsKey(hash) ? ok("{}") : nothing();
  }

  /** What was put, by its hash. */
  Map<String, byte[]> blobs() {
    return new TreeMap<>(blobs);
  }

  /** Answers may be for one file only: {@code GET /slave(1)/files/read#stdout}. */
  private static String fileKey(String query) {
    return query == null || !query.contains("path=")
        ? ""
        : "#" + query.replaceAll(".*path=[^&]*/([^&]*).*", "$1");
  }

  private static Say next(Deque<Say> queue) {
    return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
  }

  static Say json(int status, String text) {
    return call -> send(call, status, text.getBytes(StandardCharsets.UTF_8));
  }

  static Say ok(String text) {
    return json(200, text);
  }

  /** Output of a task, from the offset that is asked for. */
  static Say file(String text) {
    return call -> {
      byte[] all = text.getBytes(StandardCharsets.UTF_8);
      int offset = Math.min(all.length, offset(call));
      send(call, 200, java.util.Arrays.copyOfRange(all, offset, all.length));
    };
  }

  /** Output that starts again after it was rotated. */
  static Say rotated(String text) {
    return call -> {
      call.getResponseHeaders().set("X-Offset", "0");
      send(call, 200, text.getBytes(StandardCharsets.UTF_8));
    };
  }

  /** Announces all from the offset on, sends a part and breaks the connection. */
  static Say broken(String text, int bytes) {
    return call -> {
      byte[] all = text.substring(offset(call)).getBytes(StandardCharsets.UTF_8);
      call.sendResponseHeaders(200, all.length);
      OutputStream out = call.getResponseBody();
      out.write(all, 0, bytes);
      out.flush();
      throw new IOException("cut");
    };
  }

  /** The answer to files/read that ends a stream. */
  static Say complete(int length) {
    return length(length, true);
  }

  /** The answer to files/read while a file grows, or after it was rotated. */
  static Say length(int length, boolean complete) {
    return call -> {
      call.getResponseHeaders().set("X-Length", Integer.toString(length));
      call.getResponseHeaders().set("X-Complete", Boolean.toString(complete));
      send(call, 200, new byte[0]);
    };
  }

  static Say redirect(String to) {
    return call -> {
      call.getResponseHeaders().set("Location", to + call.getRequestURI());
      send(call, 307, reason("NOT_LEADER", "elsewhere").getBytes(StandardCharsets.UTF_8));
    };
  }

  /** Takes the call and answers nothing. */
  static Say silence() {
    return call -> {
      throw new IOException("cut");
    };
  }

  static String reason(String code, String detail) {
    return "{\"code\":\""
        + code
        + "\",\"subject\":\"\",\"detail\":\""
        + detail
        + "\",\"hint\":\"\"}";
  }

  private static int offset(HttpExchange call) {
    String query = call.getRequestURI().getQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      if (pair.startsWith("offset=")) {
        return Integer.parseInt(pair.substring(7));
      }
    }
    return 0;
  }

  static Say bytes(byte[] body) {
    return call -> send(call, 200, body);
  }

  private static void send(HttpExchange call, int status, byte[] body) throws IOException {
    call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    call.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
