package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.balancer.BalancerStats;
import cuesta.api.balancer.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests go to another instance, and when. */
class RetryTest {
  private final AtomicInteger dropped = new AtomicInteger();
  private Door door;
  private Backend good;

  /** Reads a head and closes. */
  private RawServer dropping;

  @BeforeEach
  void start() throws Exception {
    door = Door.open();
    good =
        new Backend(
            exchange ->
                Backend.say(exchange, new String(exchange.getRequestBody().readAllBytes()) + "!"));
    dropping =
        new RawServer(
            (connection, number) -> {
              connection.head();
              dropped.incrementAndGet();
            });
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
    good.close();
    dropping.close();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String ask(String method, String body) throws IOException {
    try (RawClient client = new RawClient(door.port())) {
      String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
      client.send(method + " / HTTP/1.1\r\nHost: h\r\n" + length + "\r\n" + body);
      return client.answer();
    }
  }

  private BalancerStats.App web() {
    return door.balancer().stats().apps().get("web");
  }

  @Test
  void whatNoInstanceHasTakenGoesToAnotherWhateverItIs() throws Exception {
    door.route(closedPort(), good.port());
    for (int i = 0; i < 4; i++) {
      String answer = ask("POST", "hello");
      assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("hello!"), answer);
    }
    assertTrue(web().retries() >= 1, web().toString());
    assertEquals(0, web().failures());
  }

  @Test
  void anInstanceThatTakesNoConnectionIsLeftAloneForAWhile() throws Exception {
    door.route(closedPort(), good.port());
    for (int i = 0; i < 20; i++) {
      assertTrue(ask("GET", "").startsWith("HTTP/1.1 200 "));
    }
    // One in its turn, then none for a second; a slow machine may need several.
    assertTrue(web().retries() <= 5, web().toString());
  }

  @Test
  void whatMayBeRepeatedGoesToAnotherIfItWasDropped() throws Exception {
    door.route(dropping.port(), good.port());
    for (String method : new String[] {"GET", "OPTIONS", "DELETE", "GET"}) {
      String answer = ask(method, "");
      assertTrue(answer.startsWith("HTTP/1.1 200 "), method + ": " + answer);
    }
    for (int i = 0; i < 2; i++) {
      assertTrue(ask("PUT", "hello").endsWith("hello!"));
    }
    assertTrue(dropped.get() >= 2 && web().retries() >= dropped.get(), web().toString());
  }

  @Test
  void whatMayNotIsAnsweredWith502() throws Exception {
    door.route(dropping.port());
    String answer = ask("POST", "hello");
    assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
    assertTrue(answer.contains("INSTANCE_FAILED: web: instance task-" + dropping.port()), answer);
    assertEquals(1, dropped.get());
    assertEquals(1, web().failures());
    assertEquals(0, web().retries());
  }

  @Test
  void aLargeBodyIsNotRepeated() throws Exception {
    try (RawServer half =
        new RawServer(
            (connection, number) -> {
              connection.head();
              connection.bytes(100_000);
              dropped.incrementAndGet();
            })) {
      door.route(half.port(), half.port() == 0 ? 1 : half.port());
      assertTrue(ask("PUT", "x".repeat(100_000)).startsWith("HTTP/1.1 502 "));
      assertEquals(1, dropped.get());
    }
  }

  @Test
  void threeTriesAreEnough() throws Exception {
    try (RawServer second = dropper();
        RawServer third = dropper();
        RawServer fourth = dropper()) {
      door.route(dropping.port(), second.port(), third.port(), fourth.port());
      assertTrue(ask("GET", "").startsWith("HTTP/1.1 502 "));
      assertEquals(3, dropped.get());
      assertEquals(2, web().retries());
    }
  }

  private RawServer dropper() throws IOException {
    return new RawServer(
        (connection, number) -> {
          connection.head();
          dropped.incrementAndGet();
        });
  }

  @Test
  void aConnectionThatWentStaleCostsNoRequest() throws Exception {
    try (RawServer once =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                  if (number < 10) {
                    // The next request arrives as the connection is closed.
                    connection.head();
                  }
                });
        RawClient client = new RawClient(door.port())) {
      door.route(once.port());
      for (int i = 0; i < 20; i++) {
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertTrue(client.answer().endsWith("\r\n\r\nok"), "request " + i);
      }
      assertEquals(0, web().failures());
    }
  }

  @Test
  void nothingIsRepeatedAfterTheAnswerHasBegun() throws Exception {
    try (RawServer breaking =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                });
        RawClient client = new RawClient(door.port())) {
      door.route(breaking.port());
      assertTrue(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").rest().endsWith("\r\n\r\nabc"));
      assertEquals(1, breaking.connections());
    }
  }

  @Test
  void anotherTryGoesByTheNewestTable() throws Exception {
    try (RawServer leaving =
        new RawServer(
            (connection, number) -> {
              connection.head();
              door.route(good.port());
            })) {
      door.route(leaving.port());
      assertTrue(ask("GET", "").startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void whoDiesInTheMiddleOfAHeadHasNotAnswered() throws Exception {
    try (RawServer dying =
        new RawServer(
            (connection, number) -> {
              connection.head();
              connection.send("HTTP/1.1 200 OK\r\nContent-Le");
              dropped.incrementAndGet();
            })) {
      door.route(dying.port(), good.port());
      for (int i = 0; i < 2; i++) {
        String answer = ask("GET", "");
        assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("!"), answer);
      }
      assertTrue(dropped.get() >= 1);
      door.route(dying.port());
      String answer = ask("POST", "x");
      assertTrue(answer.contains(" closed the connection before it answered"), answer);
    }
  }

  @Test
  void linesMayEndAsTheyDoInScripts() throws Exception {
    try (RawServer script =
        new RawServer(
            (connection, number) -> {
              connection.head();
              connection.send("HTTP/1.0 200 OK\nContent-Length: 3\n\nhi\n");
            })) {
      door.route(script.port());
      assertTrue(ask("GET", "").endsWith("\r\n\r\nhi\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 99, 1000, 99999})
  void aStatusThatIsNoneIsNotPassedOn(int status) throws Exception {
    try (RawServer odd =
        new RawServer(
            (connection, number) -> {
              connection.head();
              connection.send("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n");
            })) {
      door.route(odd.port());
      assertTrue(ask("GET", "").startsWith("HTTP/1.1 502 "));
    }
  }

  @Test
  void anAnswerWithALongHeadIsNamed() throws Exception {
    try (RawServer talkative =
        new RawServer(
            (connection, number) -> {
              connection.head();
              connection.send("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
            })) {
      door.route(talkative.port());
      String answer = ask("GET", "");
      assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
      assertTrue(answer.contains(" answered with a head of more than 16384 bytes"), answer);
    }
  }

  @Test
  void nonsenseIsNotPassedOn() throws Exception {
    try (RawServer odd =
        new RawServer(
            (connection, number) -> {
              connection.head();
              connection.send("SSH-2.0-OpenSSH_9.2\r\n\r\n");
            })) {
      door.route(odd.port());
      String answer = ask("GET", "");
      assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
      assertTrue(answer.contains("answered what is not HTTP/1.1"), answer);
    }
  }

  @Test
  void anAnswerThatCouldBeReadInTwoWaysIsNotPassedOn() throws Exception {
    try (RawServer odd =
        new RawServer(
            (connection, number) -> {
              connection.head();
              connection.send(
                  "HTTP/1.1 200 OK\r\n"
                      + "Content-Length: 3\r\n"
                      + "Transfer-Encoding: chunked\r\n\r\n"
                      + "0\r\n\r\n");
            })) {
      door.route(odd.port());
      assertTrue(ask("GET", "").startsWith("HTTP/1.1 502 "));
    }
  }

  @Test
  void anAnswerInACodingThatNobodyUndoesIsNotPassedOn() throws Exception {
    try (RawServer odd =
        new RawServer(
            (connection, number) -> {
              connection.head();
              connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nxyz");
            })) {
      door.route(odd.port());
      assertTrue(ask("GET", "").startsWith("HTTP/1.1 502 "));
    }
  }

  @Test
  void aSilentInstanceIsGivenUp() throws Exception {
    Limits limits = Tight.answer();
    try (Door impatient = Door.open(limits);
        RawServer silent =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.rest();
                });
        RawClient client = new RawClient(impatient.port())) {
      impatient.route(silent.port());
      String answer = client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").answer();
      assertTrue(answer.startsWith("HTTP/1.1 504 "), answer);
      assertTrue(answer.contains("INSTANCE_SILENT: web: "), answer);
      assertEquals(1, silent.connections());
    }
  }

  @Test
  void aNameIsLookedUp() throws Exception {
    door.route(
        new Route(
            "web",
            List.of(new Route.Match("", "/", false)),
            List.of(
                new Route.Backend("t", "localhost", good.port()),
                new Route.Backend("u", "no.such.host.invalid", good.port())),
            ""));
    for (int i = 0; i < 4; i++) {
      assertTrue(ask("GET", "").startsWith("HTTP/1.1 200 "));
    }
  }
}
