package cuesta.blobs.master;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import cuesta.api.Principal;
import cuesta.api.Refused;
import cuesta.api.front.Leadership;
import cuesta.api.ha.LeaderInfo;
import cuesta.api.http.HttpCall;
import cuesta.api.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** A master's blobs behind a server of the JDK, which stands for the door. */
final class Machine implements AutoCloseable {
  final Keeper keeper;
  final Standby standby;
  final String url;
  final LeaderInfo info;
  long now;
  long room = Long.MAX_VALUE;
  volatile Leadership leadership = Leadership.NONE;

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  Machine(String name, Path dir) throws IOException {
    Shelf shelf = new Shelf(dir, new Shelf.Bounds(1 << 20, 1000), () -> room, () -> now);
    keeper = new Keeper(shelf, new Needs(dir.resolve("owners")), () -> leadership, () -> now);
    standby = new Standby(keeper, new Upstream("00ff", name));
    BlobsEndpoint endpoint = new BlobsEndpoint(keeper, 1 << 20, name, Duration.ZERO);
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/blobs", exchange -> answer(endpoint, exchange));
    server.start();
    int port = server.getAddress().getPort();
    url = "http://127.0.0.1:" + port;
    info = new LeaderInfo(name, 0, "127.0.0.1", port, 0, "1");
  }

  /** One of them leads. */
  static void elect(long term, Machine leader, Machine... others) {
    for (Machine other : others) {
      other.leadership = new Leadership(false, term, Optional.of(leader.info), Optional.empty());
    }
    leader.leadership = new Leadership(true, term, Optional.of(leader.info), Optional.empty());
  }

  private static void answer(BlobsEndpoint endpoint, HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpReply reply;
      try {
        reply = endpoint.handle(new Asked(exchange));
      } catch (IllegalArgumentException e) {
        reply = HttpReply.json(400, e.getMessage());
      } catch (Refused e) {
        reply = HttpReply.json(503, e.getMessage());
      } catch (Exception e) {
        reply = HttpReply.json(500, e.toString());
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      try (InputStream body = reply.body()) {
        String length = reply.headers().getOrDefault("Content-Length", "0");
        exchange.sendResponseHeaders(reply.status(), Long.parseLong(length));
        body.transferTo(exchange.getResponseBody());
        exchange.getResponseBody().close();
      }
    }
  }

  HttpResponse<String> get(String target) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + target)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> put(String hash, String text) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + "/blobs/" + hash))
            .header("Content-Type", BlobsEndpoint.BYTES)
            .PUT(HttpRequest.BodyPublishers.ofString(text))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> delete(String target) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + target)).DELETE().build(),
        HttpResponse.BodyHandlers.ofString());
  }

  boolean has(String hash) {
    return keeper.shelf().all().stream().anyMatch(blob -> blob.hash().equals(hash));
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }

  private record Asked(HttpExchange exchange) implements HttpCall {
    @Override
    public String method() {
      return exchange.getRequestMethod();
    }

    @Override
    public List<String> path() {
      String[] segments = exchange.getRequestURI().getPath().split("/");
      return Arrays.asList(segments).subList(2, segments.length);
    }

    @Override
    public Optional<String> query(String name) {
      return Optional.ofNullable(queries().get(name)).map(List::getFirst);
    }

    @Override
    public SortedMap<String, List<String>> queries() {
      TreeMap<String, List<String>> all = new TreeMap<>();
      String query = exchange.getRequestURI().getQuery();
      for (String pair : query == null ? new String[0] : query.split("&")) {
        String[] parts = pair.split("=", 2);
        all.put(parts[0], List.of(parts[1]));
      }
      return all;
    }

    @Override
    public SortedMap<String, List<String>> headers() {
      return new TreeMap<>();
    }

    @Override
    public InputStream body() {
      return exchange.getRequestBody();
    }

    @Override
    public Principal principal() {
      return Principal.OPERATOR;
    }
  }

  static String hash(String text) {
    return java.util.HexFormat.of()
        .formatHex(Hashing.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
