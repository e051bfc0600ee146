package cuesta.core.edge.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.TaskFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reader at a real HTTP server. */
class SandboxReaderTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final SandboxReader reader = new SandboxReader("the key");
  private HttpServer server;
  private String agent;
  private int status = 200;
  private String length = "70000";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    agent = "http://127.0.0.1:" + server.getAddress().getPort() + "/slave(1)";
  }

  @AfterEach
  void stop() {
    reader.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
      byte[] body = "the end".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("X-Length", length);
      exchange.getResponseHeaders().set("X-Complete", "true");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void asksTheAgentForTheEndWithTheKey() {
    TaskFiles.Tail tail = reader.tail(agent, "slaves/S 1/stdout", 64).toCompletableFuture().join();
    assertEquals("the end", new String(tail.bytes(), StandardCharsets.UTF_8));
    assertEquals(70_000, tail.length());
    assertTrue(tail.complete());
    assertEquals(
        List.of(
            "/slave(1)/files/read?path=slaves%2FS+1%2Fstdout&offset=-64&length=64 Bearer the key"),
        asked);
  }

  @Test
  void saysWhyThereIsNothing() {
    status = 404;
    Reason gone = refusal(reader.tail(agent, "x", 1));
    assertTrue(gone.detail().contains("status 404"), gone.toString());
    status = 200;
    length = "no number";
    Reason strange = refusal(reader.tail(agent, "x", 1));
    assertTrue(strange.detail().contains("no number"), strange.toString());
    server.stop(0);
    Reason away = refusal(reader.tail(agent, "x", 1));
    assertTrue(away.detail().contains(agent), away.toString());
  }

  @Test
  void manyAtOnceAreAllAnswered() {
    List<CompletionStage<TaskFiles.Tail>> tails = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tails.add(reader.tail(agent, "x" + i, 7));
    }
    for (CompletionStage<TaskFiles.Tail> tail : tails) {
      assertEquals(7, tail.toCompletableFuture().join().bytes().length);
    }
    assertEquals(200, asked.stream().distinct().count());
  }

  private static Reason refusal(CompletionStage<TaskFiles.Tail> tail) {
    CompletionException thrown =
        assertThrows(CompletionException.class, () -> tail.toCompletableFuture().join());
    Reason reason = assertInstanceOf(Refused.class, thrown.getCause()).reason();
    assertEquals(Reasons.OUTPUT_UNAVAILABLE, reason.code());
    return reason;
  }
}
