package cuesta.core.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reasons;
import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.BalancerStats;
import cuesta.api.balancer.RouteTable;
import cuesta.api.front.PluginView;
import cuesta.contracts.Await;
import cuesta.core.edge.balancer.Port;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BalancerPortTest {
  private static final int CLIENTS = 4;
  private static final int CONNECTIONS = 1_000;
  private static final int SWAPS = 10;

  @Test
  void connectionsWaitWhileNobodyIsThereAndAreServedByWhoComes() throws Exception {
    try (BalancerPlace place = BalancerPlace.alone()) {
      assertEquals(Reasons.SLOT_EMPTY, place.slot.health().getFirst().code());
      List<Socket> early = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        early.add(place.request("/"));
      }
      place.answerer(1);
      assertEquals(List.of(), place.slot.health());
      for (Socket socket : early) {
        assertEquals("p1 0", BalancerPlace.answer(socket));
      }
      place.slot.withdrawn(1);
      place.awaitFlip(Optional.empty());
      Socket between = place.request("/");
      place.answerer(2);
      assertEquals("p2 0", BalancerPlace.answer(between));
      assertEquals(0, place.port.dropped());
    }
  }

  @Test
  void swapsUnderAThousandConnectionsRefuseNone() throws Exception {
    try (BalancerPlace place = BalancerPlace.alone()) {
      place.answerer(1);
      AtomicInteger answered = new AtomicInteger();
      AtomicBoolean enough = new AtomicBoolean();
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            CompletableFuture.runAsync(
                () -> {
                  while (answered.get() < CONNECTIONS || !enough.get()) {
                    try {
                      place.get("/");
                      answered.incrementAndGet();
                    } catch (IOException e) {
                      throw new AssertionError("after " + answered + " answers", e);
                    }
                  }
                }));
      }
      for (int id = 2; id <= SWAPS + 1; id++) {
        int soFar = id * CONNECTIONS / (2 * SWAPS);
        place.answerer(id);
        place.slot.withdrawn(id - 1);
        Await.until("clients go on", () -> answered.get() >= soFar, answered::get);
        if (id % 3 == 0) {
          // Nobody follows: the slot is empty until the next turn.
          place.slot.withdrawn(id);
        }
      }
      enough.set(true);
      for (CompletableFuture<Void> client : clients) {
        client.get(60, TimeUnit.SECONDS);
      }
      assertTrue(answered.get() >= CONNECTIONS);
      assertEquals(0, place.port.dropped());
    }
  }

  @Test
  void requestsUnderWayAreAnsweredByWhoBeganThem() throws Exception {
    try (BalancerPlace place = BalancerPlace.alone()) {
      Answerer first = place.answerer(1);
      Socket slow = place.request("/slow");
      first.slow.take();
      place.answerer(2);
      assertEquals("p2 0", place.get("/"));
      CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> place.slot.withdrawn(1));
      first.closing.await();
      assertFalse(leaving.isDone(), "a request is under way");
      first.release();
      assertEquals("p1 0", BalancerPlace.answer(slow));
      leaving.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void oneThatFailsLosesWhatItGotAndTheLastGoesToTheNext() throws Exception {
    try (BalancerPlace place = BalancerPlace.alone()) {
      place.answerer(1);
      place.offer(2, context -> new Failing());
      place.awaitFlip(Optional.of("1.2"));
      place.assertDropped();
      place.assertDropped();
      assertEquals("p1 0", place.get("/"), "two failures are its own, the third the slot's");
      assertEquals(2, place.port.dropped());
      assertEquals("1.2", place.await(PluginView.QUARANTINED).version());
      assertEquals("p1 0", place.get("/"));
    }
  }

  @Test
  void oneThatHasNoRoomIsNotBlamed() throws Exception {
    try (BalancerPlace place = BalancerPlace.alone()) {
      AtomicInteger asked = new AtomicInteger();
      place.offer(1, context -> new Full(asked));
      place.awaitFlip(Optional.of("1.1"));
      for (int i = 0; i < 5; i++) {
        place.assertDropped();
      }
      assertEquals(5, asked.get());
      assertEquals(5, place.port.dropped());
    }
  }

  @Test
  void oneThatBlocksIsCutAndTheConnectionClosed() throws Exception {
    try (BalancerPlace place = BalancerPlace.alone()) {
      place.offer(1, context -> new Blocking());
      place.awaitFlip(Optional.of("1.1"));
      place.assertDropped();
      assertEquals(1, place.port.dropped());
      place.answerer(2);
      assertEquals("p2 0", place.get("/"));
    }
  }

  @Test
  void aTakenPortIsSaidWithTheFlag() throws Exception {
    try (BalancerPlace place = BalancerPlace.alone()) {
      int port = place.port.address().getPort();
      String said =
          assertThrows(IOException.class, () -> new Port("127.0.0.1", port, place.slot))
              .getMessage();
      assertTrue(said.contains("127.0.0.1:" + port) && said.contains("--balancer-port"), said);
    }
  }

  /** Does nothing but what a test overrides. */
  private abstract static class Bad implements Balancer {
    @Override
    public void route(RouteTable table) {
      // it routes nothing
    }

    @Override
    public BalancerStats stats() {
      return new BalancerStats(0, 0, new TreeMap<>(), new TreeMap<>());
    }

    @Override
    public void close() {
      // it holds nothing
    }
  }

  private static final class Failing extends Bad {
    @Override
    public void accept(SocketChannel connection) {
      throw new IllegalStateException("broken");
    }
  }

  private static final class Full extends Bad {
    private final AtomicInteger asked;

    Full(AtomicInteger asked) {
      this.asked = asked;
    }

    @Override
    public void accept(SocketChannel connection) throws IOException {
      asked.incrementAndGet();
      throw new IOException("too many connections");
    }
  }

  private static final class Blocking extends Bad {
    @Override
    public void accept(SocketChannel connection) throws IOException {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
  }
}
