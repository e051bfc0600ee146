package cuesta.itests.system;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import cuesta.contracts.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Constant load on an application: 200 requests per second, half of them over connections that are
 * kept, half over a new one each. Whatever is not the right answer is a failure; nothing is tried
 * again.
 */
final class Visitors implements AutoCloseable {
  private static final int PEOPLE = 20;
  private static final int EACH_MICROS = 100_000;

  private final WebApp app;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(PEOPLE);
  private final List<Visitor> people = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  private Visitors(WebApp app) {
    this.app = app;
  }

  /** Visitors that only read: their requests may be tried again by whoever is in between. */
  static Visitors reading(WebApp app) throws Exception {
    return start(app, false);
  }

  /** Visitors of which every second request is a POST. */
  static Visitors writing(WebApp app) throws Exception {
    return start(app, true);
  }

  private static Visitors start(WebApp app, boolean writes) throws Exception {
    Visitors visitors = new Visitors(app);
    for (int i = 0; i < PEOPLE; i++) {
      Visitor visitor =
          new Visitor(app.port(), app.name() + ".localhost", i % 2 == 0, writes && i % 4 < 2);
      visitors.people.add(visitor);
      visitors.clock.scheduleAtFixedRate(
          () -> visitors.visit(visitor), i * EACH_MICROS / PEOPLE, EACH_MICROS, MICROSECONDS);
    }
    visitors.awaitMore(200);
    return visitors;
  }

  private void visit(Visitor visitor) {
    try {
      String wrongAnswer = visitor.visit();
      if (wrongAnswer.isEmpty()) {
        answered.incrementAndGet();
      } else {
        wrong.add(visitor + ": " + wrongAnswer);
      }
    } catch (IOException | RuntimeException e) {
      wrong.add(visitor + ": " + e);
    }
  }

  /** Waits until so many more are answered, or one is not. */
  void awaitMore(int more) throws Exception {
    int before = answered.get();
    Await.until(
        more + " more requests are answered",
        () -> answered.get() >= before + more || !wrong.isEmpty(),
        () -> answered.get() - before + " of them, " + app.status());
  }

  /** How many were answered as they should. */
  int answered() {
    return answered.get();
  }

  /** No new requests; fails if one of those that were made had no right answer. */
  void end() throws Exception {
    clock.shutdown();
    Await.until("all requests are answered", clock::isTerminated, () -> wrong);
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          wrong.size()
              + " requests failed, "
              + answered
              + " did not: "
              + String.join("\n", wrong.stream().limit(20).toList())
              + "\n"
              + app.status());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    people.forEach(Visitor::close);
  }
}
