package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.contracts.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies, how they are delimited, and that they are passed on as they come. */
class StreamingTest {
  private static final long LARGE = 64L << 20;
  private Door door;

  @BeforeEach
  void start() throws Exception {
    door = Door.open();
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }

  @Test
  void connectionsAreUsedAgainOnBothSides() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  while (true) {
                    connection.head();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + number);
                  }
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      for (int i = 0; i < 20; i++) {
        assertTrue(client.send(get("/")).answer().endsWith("\r\n\r\n1"));
      }
      assertEquals(1, server.connections());
      assertEquals(1, door.balancer().stats().connections());
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    try (Backend backend =
            new Backend(exchange -> Backend.say(exchange, exchange.getRequestURI().getPath()));
        RawClient client = new RawClient(door.port())) {
      door.route(backend.port());
      StringBuilder all = new StringBuilder();
      for (int i = 100; i < 200; i++) {
        all.append(get("/" + i));
      }
      client.send(all.toString());
      for (int i = 100; i < 200; i++) {
        assertTrue(client.answer().endsWith("\r\n\r\n/" + i), "answer " + i);
      }
    }
  }

  @Test
  void largeBodiesGoThroughWithoutBeingHeld() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (Backend backend =
        new Backend(
            exchange -> {
              await(go);
              long read = drain(exchange.getRequestBody());
              exchange.sendResponseHeaders(200, 0);
              fill(exchange.getResponseBody(), read);
              exchange.close();
            })) {
      door.route(backend.port());
      try (Socket socket = new Socket("127.0.0.1", door.port())) {
        socket
            .getOutputStream()
            .write(
                ("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: "
                        + LARGE
                        + "\r\n\r\n")
                    .getBytes());
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> sender =
            CompletableFuture.runAsync(() -> send(socket, sent), Thread::startVirtualThread);
        // While the instance reads nothing, the client comes to a halt: nobody holds the rest.
        awaitHalt(sent);
        assertTrue(sent.get() < LARGE / 2, "taken: " + sent);
        go.countDown();
        sender.get(30, TimeUnit.SECONDS);
        assertTrue(drain(socket.getInputStream()) > LARGE);
      }
    }
  }

  private static void awaitHalt(AtomicLong sent) throws Exception {
    long[] last = {-1, System.nanoTime()};
    Await.until(
        "the sender halts",
        () -> {
          if (sent.get() != last[0]) {
            last[0] = sent.get();
            last[1] = System.nanoTime();
          }
          return last[0] > 0 && System.nanoTime() - last[1] > TimeUnit.MILLISECONDS.toNanos(300);
        },
        () -> sent);
  }

  private static void send(Socket socket, AtomicLong sent) {
    byte[] block = new byte[64 << 10];
    try {
      while (sent.get() < LARGE) {
        socket.getOutputStream().write(block);
        sent.addAndGet(block.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(OutputStream out, long count) throws IOException {
    byte[] block = new byte[64 << 10];
    for (long left = count; left > 0; left -= block.length) {
      out.write(block);
    }
  }

  private static long drain(InputStream in) throws IOException {
    byte[] block = new byte[64 << 10];
    long sum = 0;
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      sum += read;
    }
    return sum;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void chunksAndTrailersGoBothWays() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  String body = connection.until("0\r\nX-Sum: 7\r\n\r\n");
                  assertTrue(body.startsWith("5\r\nhello\r\n"), body);
                  connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  connection.send("3\r\nabc\r\n0\r\nX-End: yes\r\n\r\n");
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("5\r\nhello\r\n0\r\nX-Sum: 7\r\n\r\n");
      String head = client.head();
      assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
      assertEquals("3\r\nabc\r\n0\r\nX-End: yes\r\n\r\n", client.until("X-End: yes\r\n\r\n"));
    }
  }

  @Test
  void aTrailerSaysNothingThatOnlyAHeadMaySay() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  String body = connection.until("\r\n\r\n");
                  connection.send(
                      "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send(
          "0\r\nX-Forwarded-For: 6.6.6.6\r\nX_Forwarded_For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\n"
              + "Host: evil\r\nConnection: x\r\nX-Sum: 7\r\n\r\n");
      assertTrue(client.answer().endsWith("\r\n\r\n0\r\nX-Sum: 7\r\n\r\n"));
    }
  }

  @Test
  void anAnswerThatEndsWithItsConnectionBecomesChunked() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.send("HTTP/1.0 200 OK\r\n\r\nall of it");
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      for (int i = 0; i < 2; i++) {
        String head = client.send(get("/")).head();
        assertTrue(head.contains("transfer-encoding: chunked\r\n"), head);
        assertEquals("9\r\nall of it\r\n0\r\n\r\n", client.until("0\r\n\r\n"));
      }
    }
  }

  @Test
  void aClientOfHttp10GetsNoChunks() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.send(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      String all = client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").rest();
      assertTrue(all.endsWith("\r\nconnection: close\r\n\r\nabc"), all);
      assertFalse(all.contains("chunked"), all);
    }
  }

  @Test
  void headAndEmptyStatusesHaveNoBody() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  while (true) {
                    String head = connection.head();
                    String status = head.substring(head.indexOf('/') + 1, head.indexOf('/') + 4);
                    String length = status.equals("204") ? "" : "Content-Length: 5\r\n";
                    connection.send("HTTP/1.1 " + status + " X\r\n" + length + "\r\n");
                  }
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      String head = client.send("HEAD /200 HTTP/1.1\r\nHost: h\r\n\r\n").head();
      assertTrue(head.contains("Content-Length: 5\r\n"), head);
      assertTrue(client.send(get("/204")).head().startsWith("HTTP/1.1 204 X\r\n"));
      assertTrue(client.send(get("/304")).head().startsWith("HTTP/1.1 304 X\r\n"));
      assertTrue(
          client.send("HEAD /404 HTTP/1.1\r\nHost: h\r\n\r\n").head().contains(" 404 X\r\n"));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void eventsArriveWhenTheyAreSent() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (Backend backend =
            new Backend(
                exchange -> {
                  exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                  exchange.sendResponseHeaders(200, 0);
                  exchange.getResponseBody().write("data: 1\n\n".getBytes());
                  exchange.getResponseBody().flush();
                  await(seen);
                  exchange.getResponseBody().write("data: 2\n\n".getBytes());
                  exchange.close();
                });
        RawClient client = new RawClient(door.port())) {
      door.route(backend.port());
      client.send(get("/events"));
      client.until("data: 1\n\n");
      seen.countDown();
      client.until("data: 2\n\n");
    }
  }

  @Test
  void theInstanceIsAskedWhetherTheBodyMayCome() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  while (true) {
                    String head = connection.head();
                    if (head.startsWith("POST /no")) {
                      connection.send("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n");
                      return;
                    }
                    connection.send("HTTP/1.1 100 Continue\r\n\r\n");
                    String body = connection.bytes(5);
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
                  }
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      String more = " HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
      assertTrue(client.send("POST /yes" + more).head().startsWith("HTTP/1.1 100 Continue\r\n"));
      assertTrue(client.send("hello").answer().endsWith("\r\n\r\nhello"));
      String no = client.send("POST /no" + more).head();
      assertTrue(no.startsWith("HTTP/1.1 417 ") && no.contains("connection: close"), no);
      assertEquals("", client.rest());
    }
  }

  @Test
  void earlyHintsArePassedOn() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      String hint = client.send(get("/")).head();
      assertTrue(hint.startsWith("HTTP/1.1 103 ") && hint.contains("Link: </a>\r\n"), hint);
      assertTrue(client.answer().endsWith("\r\n\r\nok"));
    }
  }

  @Test
  void anAnswerThatBreaksOffIsNotMadeToLookWhole() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.send(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      String all = client.send(get("/")).rest();
      assertTrue(all.endsWith("3\r\nabc\r\n"), all);
    }
  }

  @Test
  void anEarlyAnswerReachesWhoStillSends() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.send("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
      client.send("x".repeat(50_000));
      assertTrue(client.answer().endsWith("\r\n\r\nno"));
      client.send("x".repeat(50_000));
      assertTrue(client.send(get("/")).answer().endsWith("\r\n\r\nno"), "kept alive");
    }
  }

  @Test
  void aClientThatGoesFreesItsInstance() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (Backend backend = new Backend(exchange -> await(end))) {
      door.route(backend.port());
      try (RawClient client = new RawClient(door.port())) {
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        Await.until(
            "it is open",
            () -> door.balancer().stats().open().size() == 1,
            () -> door.balancer().stats());
        client.socket().setSoLinger(true, 0);
      }
      door.awaitQuiet();
      end.countDown();
    }
  }
}
