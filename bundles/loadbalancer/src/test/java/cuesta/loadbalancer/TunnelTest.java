package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.balancer.Route;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that change to another protocol. */
class TunnelTest {
  private static final String ASK =
      "GET /chat HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: echo/1\r\n\r\n";
  private Door door;

  @BeforeEach
  void start() throws Exception {
    door = Door.open();
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
  }

  private static void echo(RawClient connection, int number) throws IOException {
    String head = connection.head();
    assertTrue(head.contains("connection: upgrade\r\n"), head);
    assertTrue(head.contains("upgrade: echo/1\r\n"), head);
    connection.send(
        "HTTP/1.1 101 Switching Protocols\r\n"
            + "Connection: Upgrade\r\n"
            + "Upgrade: echo/1\r\n\r\n"
            + "hello\n");
    String line = connection.until("\n");
    while (!line.equals("end\n")) {
      connection.send(line);
      line = connection.until("\n");
    }
  }

  @Test
  void bytesGoThroughBothWays() throws Exception {
    try (RawServer server = new RawServer(TunnelTest::echo);
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      String head = client.send(ASK).head();
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      assertTrue(head.contains("upgrade: echo/1\r\n"), head);
      assertEquals("hello\n", client.until("\n"));
      for (int i = 0; i < 100; i++) {
        String line = "GET /" + i + " HTTP/1.1\n";
        assertEquals(line, client.send(line).until("\n"));
      }
      assertEquals(1, door.balancer().stats().open().get("task-" + server.port()));
      assertEquals(1, door.balancer().stats().apps().get("web").classes().get(0));
      client.send("end\n");
      assertEquals("", client.rest());
    }
    door.awaitQuiet();
  }

  @Test
  void bytesThatCameWithTheRequestAreNotLost() throws Exception {
    try (RawServer server = new RawServer(TunnelTest::echo);
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      client.send(ASK + "early\n").head();
      assertEquals("hello\n", client.until("\n"));
      assertEquals("early\n", client.until("\n"));
    }
  }

  @Test
  void eachSideEndsWhenItLikes() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.send("HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
                  String all = connection.rest();
                  connection.send("got " + all.length());
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      client.send(ASK).head();
      client.send("x".repeat(1 << 20));
      client.socket().shutdownOutput();
      assertEquals("got " + (1 << 20), client.rest());
      door.awaitQuiet();
    }
  }

  @Test
  void aRefusedChangeLeavesTheConnectionUsable() throws Exception {
    try (Backend backend = Backend.named("no");
        RawClient client = new RawClient(door.port())) {
      door.route(backend.port());
      for (int i = 0; i < 3; i++) {
        client.send(ASK + "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertTrue(client.answer().endsWith("\r\n\r\nno"));
        assertTrue(client.answer().endsWith("\r\n\r\nno"), "what came with it");
      }
    }
  }

  @Test
  void aChangeThatIsWantedOfNobodyLeavesTheConnectionUsable() throws Exception {
    try (RawClient client = new RawClient(door.port())) {
      door.route(new Route("web", List.of(new Route.Match("x", "/", false)), List.of(), ""));
      String next = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
      client.send(ASK + next + next + next);
      for (int i = 0; i < 4; i++) {
        String answer = client.answer();
        assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
      }
    }
  }

  @Test
  void anUpgradeThatNobodyMeansIsNone() throws Exception {
    try (Backend backend = Backend.named("no");
        RawClient client = new RawClient(door.port())) {
      door.route(backend.port());
      String next = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
      client.send("GET / HTTP/1.1\r\nHost: h\r\nUpgrade: x\r\n\r\n" + next);
      assertTrue(client.answer().endsWith("\r\n\r\nno"));
      assertTrue(client.answer().endsWith("\r\n\r\nno"));
      client.send(
          "POST / HTTP/1.1\r\n"
              + "Host: h\r\n"
              + "Connection: Upgrade\r\n"
              + "Upgrade: h2c\r\n"
              + "Content-Length: 3\r\n\r\n"
              + "abc"
              + next);
      assertTrue(client.answer().endsWith("\r\n\r\nno"));
      assertTrue(client.answer().endsWith("\r\n\r\nno"));
    }
  }

  @Test
  void aChangeThatNobodyAskedForIsNonsense() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.send("HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      String answer = client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").answer();
      assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
    }
  }

  @Test
  void aSilentTunnelIsCut() throws Exception {
    try (Door impatient = Door.open(Tight.stream());
        RawServer server = new RawServer(TunnelTest::echo);
        RawClient client = new RawClient(impatient.port())) {
      impatient.route(server.port());
      client.send(ASK).head();
      assertEquals("hello\n", client.rest());
      impatient.awaitQuiet();
    }
  }
}
