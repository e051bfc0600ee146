package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an instance and a client get to see of each other. */
class HeadersTest {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private RawServer server;
  private Door door;

  @BeforeEach
  void start() throws Exception {
    door = Door.open();
    server =
        new RawServer(
            (connection, number) -> {
              while (true) {
                seen.add(connection.head());
                connection.send(answer);
              }
            });
    door.route(server.port());
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
    server.close();
  }

  /** The head that the instance got, its names in lower case. */
  private String asked(String request) throws Exception {
    try (RawClient client = new RawClient(door.port())) {
      client.send(request).answer();
    }
    return seen.poll(10, TimeUnit.SECONDS);
  }

  private static void assertHas(String head, String line) {
    assertTrue(
        head.toLowerCase(Locale.ROOT).contains("\r\n" + line.toLowerCase(Locale.ROOT) + "\r\n"),
        line + " is not in\n" + head);
  }

  private static void assertHasNot(String head, String text) {
    assertFalse(head.toLowerCase(Locale.ROOT).contains(text), text + " is in\n" + head);
  }

  @Test
  void whereARequestComesFromIsSaidByTheProxyAlone() throws Exception {
    String head =
        asked(
            "GET /a?b HTTP/1.1\r\n"
                + "Host: shop.example:8443\r\n"
                + "X-Forwarded-For: 6.6.6.6\r\n"
                + "X-Forwarded-For: 7.7.7.7\r\n"
                + "X-Forwarded-Proto: https\r\n"
                + "X-Forwarded-Host: evil\r\n"
                + "X-Forwarded-Port: 1\r\n"
                + "X-Forwarded-Prefix: /evil\r\n"
                + "Forwarded: for=6.6.6.6\r\n\r\n");
    assertTrue(head.startsWith("GET /a?b HTTP/1.1\r\n"), head);
    assertHas(head, "Host: shop.example:8443");
    assertHas(head, "X-Forwarded-For: 127.0.0.1");
    assertHas(head, "X-Forwarded-Proto: http");
    assertHas(head, "X-Forwarded-Host: shop.example:8443");
    assertHas(head, "X-Forwarded-Port: 8443");
    assertHas(head, "Forwarded: for=127.0.0.1;host=\"shop.example:8443\";proto=http");
    assertHas(head, "Via: 1.1 cuesta");
    assertHasNot(head, "6.6.6.6");
    assertHasNot(head, "7.7.7.7");
    assertHasNot(head, "evil");
  }

  @Test
  void norInSpellingsThatServersTakeForTheSame() throws Exception {
    String head =
        asked(
            "GET / HTTP/1.1\r\n"
                + "Host: h\r\n"
                + "X_Forwarded_For: 6.6.6.6\r\n"
                + "x-forwarded_proto: 6.6.6.6\r\n"
                + "X_Kept: 1\r\n\r\n");
    assertHas(head, "X-Forwarded-For: 127.0.0.1");
    assertHas(head, "X_Kept: 1");
    assertHasNot(head, "6.6.6.6");
  }

  @Test
  void pathsAndHeadersKeepTheirBytes() throws Exception {
    String head =
        asked("GET /caf\u00c3\u00a9?q=\u00e9 HTTP/1.1\r\nHost: h\r\nX-A: \u00c3\u00a9\r\n\r\n");
    assertTrue(head.startsWith("GET /caf\u00c3\u00a9?q=\u00e9 HTTP/1.1\r\n"), head);
    assertHas(head, "X-A: \u00c3\u00a9");
  }

  @Test
  void withoutAPortInTheHostItIsTheOneThatWasConnectedTo() throws Exception {
    assertHas(asked("GET / HTTP/1.1\r\nHost: h\r\n\r\n"), "X-Forwarded-Port: " + door.port());
  }

  @Test
  void aRequestWithoutHostGetsOne() throws Exception {
    String head = asked("GET / HTTP/1.0\r\n\r\n");
    assertTrue(head.startsWith("GET / HTTP/1.1\r\n"), head);
    assertHas(head, "Host: 127.0.0.1:" + door.port());
  }

  @Test
  void whatIsForOneConnectionOnlyIsNotPassedOn() throws Exception {
    String head =
        asked(
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, X-Secret, Host\r\nX-Secret: 1\r\n"
                + "Keep-Alive: timeout=5\r\nTE: trailers\r\nProxy-Connection: x\r\nUpgrade: foo\r\n"
                + "Proxy-Authorization: y\r\nX-Kept: 1\r\n\r\n");
    assertHas(head, "X-Kept: 1");
    assertHas(head, "Host: h");
    for (String gone :
        new String[] {"x-secret", "connection:", "keep-alive", "te:", "upgrade", "proxy-"}) {
      assertHasNot(head, "\r\n" + gone);
    }
  }

  @Test
  void anAnswerIsPassedOnWithoutWhatIsForOneConnectionOnly() throws Exception {
    answer =
        "HTTP/1.1 299 Fine Then\r\n"
            + "Server: mine/1\r\n"
            + "Connection: X-Hop\r\n"
            + "X-Hop: 1\r\n"
            + "Keep-Alive: timeout=5\r\n"
            + "Set-Cookie: a=1\r\n"
            + "Set-Cookie: b=2\r\n"
            + "Content-Length: 0\r\n\r\n";
    try (RawClient client = new RawClient(door.port())) {
      String head = client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").answer();
      assertTrue(head.startsWith("HTTP/1.1 299 Fine Then\r\n"), head);
      assertHas(head, "Server: mine/1");
      assertHas(head, "Set-Cookie: a=1");
      assertHas(head, "Set-Cookie: b=2");
      assertHasNot(head, "hop");
      assertHasNot(head, "keep-alive");
      assertHasNot(head, "connection");
    }
  }

  @Test
  void theLastAnswerOfAConnectionSaysSo() throws Exception {
    try (RawClient client = new RawClient(door.port())) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertHas(client.answer(), "Connection: close");
      assertEquals("", client.rest());
    }
    try (RawClient client = new RawClient(door.port())) {
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertHas(client.answer(), "Connection: keep-alive");
      client.send("GET / HTTP/1.0\r\n\r\n");
      assertHas(client.answer(), "Connection: close");
      assertEquals("", client.rest());
    }
  }
}
