package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.balancer.BalancerStats;
import cuesta.contracts.Await;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which instance a request goes to, while tables change, and what is counted. */
class BalancingTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private Door door;

  @BeforeEach
  void start() throws Exception {
    door = Door.open();
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
  }

  private static String name(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void equalsTakeTurns() throws Exception {
    try (Backend a = Backend.named("a");
        Backend b = Backend.named("b");
        Backend c = Backend.named("c");
        RawClient client = new RawClient(door.port())) {
      door.route(a.port(), b.port(), c.port());
      Map<String, Integer> counts = new TreeMap<>();
      for (int i = 0; i < 30; i++) {
        counts.merge(name(client.send(GET).answer()), 1, Integer::sum);
      }
      assertEquals(Map.of("a", 10, "b", 10, "c", 10), counts);
    }
  }

  @Test
  void theLeastBusyTakesTheNext() throws Exception {
    Semaphore go = new Semaphore(0);
    try (Backend slow =
            new Backend(
                exchange -> {
                  go.acquireUninterruptibly();
                  Backend.say(exchange, "slow");
                });
        Backend fast = Backend.named("fast");
        RawClient first = new RawClient(door.port());
        RawClient second = new RawClient(door.port())) {
      door.route(slow.port());
      first.send(GET);
      awaitOpen("task-" + slow.port());
      door.route(slow.port(), fast.port());
      for (int i = 0; i < 10; i++) {
        assertEquals("fast", name(second.send(GET).answer()));
      }
      go.release();
      assertEquals("slow", name(first.answer()));
    }
  }

  private void awaitOpen(String id) throws Exception {
    Await.until(
        "a request is at " + id,
        () -> door.balancer().stats().open().containsKey(id),
        () -> door.balancer().stats());
  }

  @Test
  void aRemovedInstanceKeepsItsRequestAndLosesItsIdleConnections() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch idleClosed = new CountDownLatch(1);
    try (RawServer old =
            new RawServer(
                (connection, number) -> {
                  String head = connection.head();
                  if (head.startsWith("GET /slow")) {
                    await(go);
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nold");
                    return;
                  }
                  connection.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nold");
                  connection.rest();
                  idleClosed.countDown();
                });
        Backend fresh = Backend.named("new");
        RawClient busy = new RawClient(door.port());
        RawClient client = new RawClient(door.port())) {
      door.route(old.port());
      busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
      awaitOpen("task-" + old.port());
      assertEquals("old", name(client.send(GET).answer()));
      door.route(fresh.port());
      assertEquals("new", name(client.send(GET).answer()));
      assertTrue(idleClosed.await(2, TimeUnit.SECONDS), "long before it was idle for too long");
      assertEquals(1, door.balancer().stats().open().get("task-" + old.port()));
      go.countDown();
      assertEquals("old", name(busy.answer()));
      door.awaitQuiet();
      assertEquals("new", name(busy.send(GET).answer()));
      assertEquals(2, door.balancer().stats().revision());
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void tablesMayChangeAllTheTimeUnderLoad() throws Exception {
    try (Backend a = Backend.named("a");
        Backend b = Backend.named("b")) {
      door.route(b.port());
      Load load = Load.start(door, 4);
      for (int i = 0; i < 300; i++) {
        door.route(i % 2 == 0 ? a.port() : b.port());
        load.awaitMore(3);
      }
      load.stop();
      assertEquals("", load.failures());
    }
  }

  @Test
  void whatIsDoneIsCounted() throws Exception {
    try (Backend backend =
            new Backend(
                exchange -> {
                  int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
                  exchange.sendResponseHeaders(status, -1);
                  exchange.close();
                });
        RawClient client = new RawClient(door.port())) {
      door.route(backend.port());
      for (int status : new int[] {200, 201, 304, 404, 500}) {
        client.send("GET /" + status + " HTTP/1.1\r\nHost: h\r\n\r\n").head();
      }
      BalancerStats.App web = door.balancer().stats().apps().get("web");
      assertEquals(5, web.requests());
      assertEquals("[0, 2, 1, 1, 1]", web.classes().toString());
      assertEquals(0, web.failures());
      assertEquals(0, web.retries());
      assertEquals(BalancerStats.LATENCY_BOUNDS.size() + 1, web.latencies().size());
      assertEquals(5, web.latencies().stream().mapToLong(Long::longValue).sum());
      assertTrue(web.latencyMicros() > 0);
    }
  }

  @Test
  void latenciesFallIntoTheirBuckets() {
    AppBooks books = new AppBooks();
    books.answered(200, TimeUnit.MILLISECONDS.toNanos(1));
    books.answered(200, TimeUnit.MILLISECONDS.toNanos(1) + 1);
    books.answered(200, TimeUnit.MILLISECONDS.toNanos(10_000));
    books.answered(200, TimeUnit.MILLISECONDS.toNanos(60_000));
    BalancerStats.App app = books.read();
    assertEquals("[1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]", app.latencies().toString());
    assertEquals(70_002_000, app.latencyMicros());
  }
}
