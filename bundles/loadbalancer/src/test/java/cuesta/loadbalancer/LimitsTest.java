package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.contracts.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may not do, and what they are told then. */
class LimitsTest {
  private Door door;
  private Backend backend;

  @BeforeEach
  void start() throws Exception {
    backend = Backend.named("ok");
    open(Tight.sizes());
  }

  private void open(Limits limits) throws IOException {
    if (door != null) {
      door.close();
    }
    door = Door.open(limits);
    door.route(backend.port());
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
    backend.close();
  }

  private String ask(String text) throws IOException {
    try (RawClient client = new RawClient(door.port())) {
      return client.send(text).rest();
    }
  }

  @Test
  void longLinesHeadersAndBodiesAreRefused() throws Exception {
    String line = ask("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
    assertTrue(line.startsWith("HTTP/1.1 414 "), line);
    String header = ask("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(17_000) + "\r\n\r\n");
    assertTrue(header.startsWith("HTTP/1.1 431 "), header);
    String body = ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\nabc");
    assertTrue(body.startsWith("HTTP/1.1 413 "), body);
    assertTrue(body.contains("\r\nconnection: close\r\n"), body);
  }

  @Test
  void aLongLineWithinABodyIsNotTheRequestLine() throws Exception {
    String chunk =
        ask(
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3;"
                + "x".repeat(20_000)
                + "\r\nabc\r\n0\r\n\r\n");
    assertTrue(chunk.startsWith("HTTP/1.1 400 "), chunk);
    assertTrue(chunk.contains("BAD_REQUEST: the body: "), chunk);
  }

  @Test
  void aBodyThatTurnsOutToBeTooLongIsRefused() throws Exception {
    try (RawClient client = new RawClient(door.port())) {
      client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "10000\r\n" + "x".repeat(1 << 16) + "\r\n";
      for (int i = 0; i < 17; i++) {
        client.send(chunk);
      }
      assertTrue(client.head().startsWith("HTTP/1.1 413 "));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1|Host: h|Content-Length: 4|Transfer-Encoding: chunked||0||",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked|Content-Length: 4||0||",
        "POST / HTTP/1.1|Host: h|Content-Length: 4|Content-Length: 4||abcd",
        "POST / HTTP/1.1|Host: h|Content-Length: 4|Content-Length: 5||abcd",
        "POST / HTTP/1.1|Host: h|Content-Length: 4, 4||abcd",
        "POST / HTTP/1.1|Host: h|Content-Length: +4||abcd",
        "POST / HTTP/1.1|Host: h|Content-Length: -4||abcd",
        "POST / HTTP/1.1|Host: h|Content-Length : 4||abcd",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: gzip||abcd",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked, identity||0||",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: identity, chunked||0||",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: xchunked||0||",
        "POST / HTTP/1.0|Host: h|Transfer-Encoding: chunked||0||",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked||g|x|0||",
        "POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked||-1|x|0||",
        "GET / HTTP/1.1||",
        "GET / HTTP/1.1|Host: h|Host: i||",
        "GET / HTTP/1.1|Host: h\"x||",
        "GET / HTTP/1.1|Host: h/x||",
        "GET / HTTP/1.1|Host: h:x||",
        "GET / HTTP/1.1|Host: h:80:90||",
        "GET / HTTP/1.1|Host: h:123456||",
        "GET http://h:x/ HTTP/1.1|Host: h||",
        "GET x HTTP/1.1|Host: h||",
        "GET ftp://h/ HTTP/1.1|Host: h||",
        "GET / HTTP/1.1|Host: h|no colon||",
        "GET / HTTP/1.1|Host: h|: x||",
        "G(T / HTTP/1.1|Host: h||",
        "\u0016\u0003\u0001\u0002\u0000\u0001||"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String text) throws Exception {
    String request = text.replace("|", "\r\n");
    // What follows must never be taken for a request of its own.
    String answer = ask(request + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertTrue(answer.contains("BAD_REQUEST: "), answer);
    assertEquals(answer.indexOf("HTTP/1.1 "), answer.lastIndexOf("HTTP/1.1 4"), answer);
    assertTrue(!answer.contains("xception") && !answer.contains("etty"), answer);
  }

  @ParameterizedTest
  @CsvSource({"CONNECT h:80 HTTP/1.1, 501", "GET / HTTP/1.2, 505", "GET / HTTP/2.0, 505"})
  void otherProtocolsAreRefused(String line, int status) throws Exception {
    String answer = ask(line + "\r\nHost: h\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  @Test
  void aHeadThatDoesNotComeToItsEndIsGivenUp() throws Exception {
    open(Tight.head());
    String answer = ask("GET / HTTP/1.1\r\nHost: h\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    assertTrue(answer.contains("CLIENT_TOO_SLOW: the head"), answer);
  }

  @Test
  void aBodyThatDoesNotComeIsGivenUp() throws Exception {
    open(Tight.slow());
    String answer = ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
    assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    assertTrue(answer.contains("CLIENT_TOO_SLOW: the body"), answer);
    door.awaitQuiet();
  }

  @Test
  void whoDoesNotWaitForTheLeaveItAskedForIsNotExcused() throws Exception {
    open(Tight.slow());
    try (RawServer silent =
        new RawServer(
            (connection, number) -> {
              connection.head();
              connection.rest();
            })) {
      door.route(silent.port());
      String answer =
          ask("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\nabc");
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    }
  }

  @Test
  void whoTakesNothingOfTheAnswerIsCut() throws Exception {
    open(Tight.idle());
    try (Backend large =
            new Backend(
                exchange -> {
                  exchange.sendResponseHeaders(200, 0);
                  exchange.getResponseBody().write(new byte[64 << 20]);
                  exchange.close();
                });
        RawClient client = new RawClient(door.port())) {
      door.route(large.port());
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").head();
      Await.until(
          "it is cut",
          () -> door.balancer().stats().connections() == 0,
          () -> door.balancer().stats());
      door.awaitQuiet();
    }
  }

  @Test
  void idleConnectionsAreClosed() throws Exception {
    open(Tight.idle());
    try (RawClient client = new RawClient(door.port())) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").answer();
      assertEquals("", client.rest());
    }
  }

  @Test
  void oneClientTooManyIsToldSo() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(new RawClient(door.port()));
    }
    Await.until(
        "all are counted",
        () -> door.balancer().stats().connections() == 50,
        () -> door.balancer().stats());
    String refusal = ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    assertTrue(refusal.startsWith("HTTP/1.1 503 "), refusal);
    assertTrue(refusal.contains("TOO_MANY_CONNECTIONS"), refusal);
    assertTrue(clients.get(0).send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").answer().endsWith("ok"));
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  void settingsAreRead() {
    TreeMap<String, String> config = new TreeMap<>();
    assertEquals(Limits.DEFAULT, Limits.of(config));
    config.put("threads", "4");
    config.put("connections.max", "100");
    config.put("body.max.mib", "4096");
    config.put("answer.seconds", "5");
    Limits limits = Limits.of(config);
    assertEquals(4, limits.threads());
    assertEquals(100, limits.connections());
    assertEquals(4L << 30, limits.sizes().body());
    assertEquals(Duration.ofSeconds(5), limits.times().answer());
  }

  @ParameterizedTest
  @CsvSource({"threads,0", "threads,65", "connections.max,x", "answer.seconds,-1", "thread,1"})
  void aWrongSettingIsNamed(String key, String value) {
    TreeMap<String, String> config = new TreeMap<>();
    config.put(key, value);
    Exception refused = assertThrows(IllegalArgumentException.class, () -> Limits.of(config));
    assertTrue(refused.getMessage().startsWith("setting " + key + "='" + value + "'"));
  }
}
