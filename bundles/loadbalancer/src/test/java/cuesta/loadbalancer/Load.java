package cuesta.loadbalancer;

import cuesta.contracts.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that ask one request after another, half of them on one connection as long as it lasts.
 */
final class Load {
  private final Door door;
  private final AtomicLong done = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private Load(Door door) {
    this.door = door;
  }

  /** Starts so many clients; before there are routes, 503 and 404 would be failures. */
  static Load start(Door door, int clients) {
    Load load = new Load(door);
    for (int i = 0; i < clients; i++) {
      boolean keep = i % 2 == 0;
      load.threads.add(Thread.startVirtualThread(() -> load.run(keep)));
    }
    return load;
  }

  private void run(boolean keep) {
    while (!stopped && failures.size() < 10) {
      try (RawClient client = new RawClient(door.port())) {
        boolean last = !keep;
        do {
          String close = last ? "Connection: close\r\n" : "";
          client.send("GET / HTTP/1.1\r\nHost: h\r\n" + close + "\r\n");
          String answer = client.answer();
          if (!answer.startsWith("HTTP/1.1 200 ")) {
            failures.add(answer);
          }
          done.incrementAndGet();
          last |= answer.contains("connection: close");
        } while (!last && !stopped);
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  /** Waits for so many answers from now on. */
  void awaitMore(int count) throws Exception {
    long enough = done.get() + count;
    Await.until(
        count + " more answers",
        () -> done.get() >= enough || !failures.isEmpty(),
        () -> done + " answers, " + failures);
  }

  String failures() {
    return String.join("\n", failures);
  }

  /** Waits for the end of all clients. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
