package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.contracts.Await;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
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
}
