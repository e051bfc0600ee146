package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.contracts.Await;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who does not take what it is sent cannot make the proxy hold it. */
class BackPressureTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final long HALT = TimeUnit.MILLISECONDS.toNanos(300);

  private static RawServer answering(AtomicLong asked, int bytes) throws IOException {
    String body = "x".repeat(bytes);
    return new RawServer(
        (connection, number) -> {
          while (true) {
            connection.head();
            asked.incrementAndGet();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n" + body);
          }
        });
  }

  private static void awaitHalt(AtomicLong counter) throws Exception {
    long[] last = {-1, System.nanoTime()};
    Await.until(
        "it halts",
        () -> {
          if (counter.get() != last[0]) {
            last[0] = counter.get();
            last[1] = System.nanoTime();
          }
          return last[0] > 0 && System.nanoTime() - last[1] > HALT;
        },
        () -> counter);
  }

  private static CompletableFuture<Void> sending(RawClient client, String text, int times) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            for (int i = 0; i < times; i++) {
              client.send(text);
            }
          } catch (IOException ended) {
            // The test looks at what it got.
            assert ended != null;
          }
        },
        Thread::startVirtualThread);
  }

  @Test
  void whoAsksWithoutTakingTheAnswersIsNotServedOn() throws Exception {
    AtomicLong asked = new AtomicLong();
    try (Door door = Door.open();
        RawServer server = answering(asked, 60_000);
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      int all = 4_000;
      CompletableFuture<Void> sender = sending(client, GET, all);
      awaitHalt(asked);
      // What the system takes for a connection is some megabytes: a hundred answers.
      assertTrue(asked.get() < 1_000, "answers that nobody takes: " + asked);
      long taken = asked.get();
      for (int i = 0; i < taken + 50; i++) {
        assertTrue(client.answer().endsWith("x"), "it goes on when they are taken: " + i);
      }
      client.socket().close();
      sender.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void theEndOfAnAnswerThatNobodyTakesIsGivenUp() throws Exception {
    AtomicLong asked = new AtomicLong();
    try (Door door = Door.open(Tight.idle());
        RawServer server = answering(asked, 16_000)) {
      door.route(server.port());
      long enough;
      try (RawClient client = new RawClient(door.port())) {
        CompletableFuture<Void> sender = sending(client, GET, 10_000);
        awaitHalt(asked);
        enough = asked.get();
        client.socket().close();
        sender.get(30, TimeUnit.SECONDS);
      }
      door.awaitQuiet();
      // Now less than what makes it halt, but more than what the system takes.
      asked.set(0);
      try (RawClient client = new RawClient(door.port())) {
        sending(client, GET, (int) enough - 2).get(30, TimeUnit.SECONDS);
        Await.until(
            "it is cut",
            () -> door.balancer().stats().connections() == 0,
            () -> asked + " answers, " + door.balancer().stats());
      }
    }
  }

  @Test
  void whoStillSendsMuchAfterTheAnswerIsReadForAWhile() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (Door door = Door.open();
        RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  await(go);
                  connection.send("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
                  await(new CountDownLatch(1));
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      AtomicLong sent = new AtomicLong();
      client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 64000000\r\n\r\n");
      CompletableFuture<Void> sender =
          CompletableFuture.runAsync(() -> sendParts(client, sent), Thread::startVirtualThread);
      awaitHalt(sent);
      go.countDown();
      assertTrue(client.answer().endsWith("\r\n\r\nno"));
      // Nobody wants so much: the connection ends, instead of making the client wait for ever.
      sender.get(15, TimeUnit.SECONDS);
      door.awaitQuiet();
      assertEquals(0, door.balancer().stats().apps().get("web").failures());
    }
  }

  private static void sendParts(RawClient client, AtomicLong sent) {
    String part = "x".repeat(64_000);
    try {
      for (int i = 0; i < 1_000; i++) {
        client.send(part);
        sent.addAndGet(part.length());
      }
    } catch (IOException ended) {
      // The proxy may close at any time after the answer.
      assert ended != null;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
