package cuesta.core.edge.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.blob.Blob;
import cuesta.api.framework.Collected;
import cuesta.api.framework.Selection;
import cuesta.api.framework.TaskFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
  private String collected = "";
  private final CountDownLatch waiting = new CountDownLatch(20);
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    agent = "http://127.0.0.1:" + server.getAddress().getPort() + "/slave(1)";
  }

  @AfterEach
  void stop() {
    reader.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().endsWith("/files/collect")) {
        collect(exchange);
        return;
      }
      if (exchange.getRequestURI().getQuery().contains("wait_ms")) {
        waiting.countDown();
        await();
      }
      exchange.getResponseHeaders().set("X-Offset", "3");
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
    TaskFiles.Tail tail = reader.tail(spot("slaves/S 1/stdout"), 64).toCompletableFuture().join();
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
    Reason gone = refusal(reader.tail(spot("x"), 1));
    assertTrue(gone.detail().contains("status 404"), gone.toString());
    status = 200;
    length = "no number";
    Reason strange = refusal(reader.tail(spot("x"), 1));
    assertTrue(strange.detail().contains("no number"), strange.toString());
    server.stop(0);
    Reason away = refusal(reader.tail(spot("x"), 1));
    assertTrue(away.detail().contains(agent), away.toString());
  }

  private void await() throws IOException {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the test is over");
    }
  }

  private void collect(HttpExchange exchange) throws IOException {
    asked.add(
        exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Content-Type")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] body = collected.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Test
  void aReadThatWaitsHoldsUpNoOther() throws InterruptedException {
    List<CompletionStage<TaskFiles.Part>> parts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      parts.add(reader.read(spot("w"), new SandboxReader.Range(3, 100), Duration.ofSeconds(30)));
    }
    waiting.await();
    assertEquals(7, reader.tail(spot("x"), 64).toCompletableFuture().join().bytes().length);
    assertFalse(parts.getFirst().toCompletableFuture().isDone());
    released.countDown();
    for (CompletionStage<TaskFiles.Part> part : parts) {
      TaskFiles.Part read = part.toCompletableFuture().join();
      assertEquals(3, read.offset());
      assertEquals("the end", new String(read.bytes(), StandardCharsets.UTF_8));
      assertEquals(70_000, read.length());
      assertTrue(read.complete());
    }
    assertTrue(
        asked.contains(
            "/slave(1)/files/read?path=w&offset=3&length=100&wait_ms=30000 Bearer the key"),
        asked.toString());
  }

  @Test
  void filesAreCollectedAndWhatIsTooMuchSaysSo() {
    Selection selection = new Selection("d", List.of("a*", "b"), List.of("c"), true, 99);
    String hash = "0123456789abcdef".repeat(4);
    collected = "{\"hash\":\"" + hash + "\",\"size\":5,\"files\":2,\"bytes\":70}";
    Collected found = reader.collect(spot("box"), selection).toCompletableFuture().join();
    assertEquals(new Collected(Optional.of(new Blob(hash, 5)), 2, 70), found);
    assertEquals(
        List.of(
            "/slave(1)/files/collect?path=box&packed=true&most_bytes=99 application/json"
                + " {\"below\":\"d\",\"include\":[\"a*\",\"b\"],\"exclude\":[\"c\"]}"),
        asked);
    collected = "{\"hash\":null,\"size\":0,\"files\":0,\"bytes\":0}";
    assertEquals(
        Collected.NOTHING, reader.collect(spot("box"), selection).toCompletableFuture().join());

    status = 409;
    collected = "{\"code\":\"COLLECT_FAILED\",\"detail\":\"no room\"}";
    refusal(Reasons.COLLECT_FAILED, reader.collect(spot("box"), selection));
    collected = "{\"code\":\"COLLECT_REFUSED\",\"detail\":\"more than 99 bytes\"}";
    Reason tooMuch = refusal(Reasons.COLLECT_REFUSED, reader.collect(spot("box"), selection));
    assertTrue(tooMuch.detail().contains("more than 99 bytes"), tooMuch.toString());
    status = 404;
    collected = "{\"code\":\"UNKNOWN\"}";
    refusal(Reasons.OUTPUT_UNAVAILABLE, reader.collect(spot("box"), selection));
    status = 200;
    for (String nonsense : List.of("", "[]", "{}", "{\"hash\":\"x\",\"size\":1}")) {
      collected = nonsense;
      refusal(Reasons.OUTPUT_UNAVAILABLE, reader.collect(spot("box"), selection));
    }
  }

  @Test
  void manyAtOnceAreAllAnswered() {
    List<CompletionStage<TaskFiles.Tail>> tails = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tails.add(reader.tail(spot("x" + i), 7));
    }
    for (CompletionStage<TaskFiles.Tail> tail : tails) {
      assertEquals(7, tail.toCompletableFuture().join().bytes().length);
    }
    assertEquals(200, asked.stream().distinct().count());
  }

  private SandboxReader.Spot spot(String path) {
    return new SandboxReader.Spot(agent, path);
  }

  private static Reason refusal(CompletionStage<TaskFiles.Tail> tail) {
    return refusal(Reasons.OUTPUT_UNAVAILABLE, tail);
  }

  private static Reason refusal(String code, CompletionStage<?> answer) {
    CompletionException thrown =
        assertThrows(CompletionException.class, () -> answer.toCompletableFuture().join());
    Reason reason = assertInstanceOf(Refused.class, thrown.getCause()).reason();
    assertEquals(code, reason.code());
    return reason;
  }
}
