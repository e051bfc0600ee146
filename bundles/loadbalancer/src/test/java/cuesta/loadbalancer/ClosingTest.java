package cuesta.loadbalancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.balancer.Balancer;
import cuesta.api.balancer.Route;
import cuesta.api.balancer.RouteTable;
import cuesta.contracts.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy that retires loses nothing and leaves nothing. */
class ClosingTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final Limits LIMITS = Tight.sizes();
  private Door door;

  @BeforeEach
  void start() throws Exception {
    door = Door.open(LIMITS);
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
  }

  private static Balancer routed(int... ports) {
    Proxy proxy = new Proxy(LIMITS);
    List<Route.Match> all = List.of(new Route.Match("", "/", false));
    proxy.route(new RouteTable(1, List.of(new Route("web", all, Door.backends(ports), ""))));
    return proxy;
  }

  private CompletableFuture<Void> retire(Balancer successor) {
    Balancer former = door.swap(successor);
    return CompletableFuture.runAsync(former::close, Thread::startVirtualThread);
  }

  @Test
  void swapsUnderLoadFailNoRequest() throws Exception {
    try (Backend backend = Backend.named("ok")) {
      door.route(backend.port());
      Load load = Load.start(door, 6);
      for (int i = 0; i < 5; i++) {
        load.awaitMore(200);
        CompletableFuture<Void> gone = retire(routed(backend.port()));
        load.awaitMore(200);
        gone.get(20, TimeUnit.SECONDS);
      }
      load.stop();
      assertEquals("", load.failures());
    }
  }

  @Test
  void anIdleClientThatJustSendsIsAnsweredAndToldToGo() throws Exception {
    try (Backend backend = Backend.named("ok");
        RawClient client = new RawClient(door.port());
        RawClient idle = new RawClient(door.port())) {
      door.route(backend.port());
      client.send(GET).answer();
      idle.send(GET).answer();
      Balancer former = door.balancer();
      CompletableFuture<Void> gone = retire(routed(backend.port()));
      awaitRetired(former);
      String last = client.send(GET).answer();
      assertTrue(last.startsWith("HTTP/1.1 200 ") && last.contains("connection: close"), last);
      assertEquals("", client.rest());
      assertFalse(gone.isDone(), "the idle one may still send");
      assertEquals("", idle.rest());
      idle.socket().close();
      client.socket().close();
      gone.get(10, TimeUnit.SECONDS);
    }
  }

  private static void awaitRetired(Balancer former) throws Exception {
    Await.until("it retires", ((Proxy) former)::isClosing, () -> "it takes connections");
  }

  @Test
  void aRequestUnderWayIsAnswered() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (Backend backend =
            new Backend(
                exchange -> {
                  try {
                    go.await(30, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    throw new IOException(e);
                  }
                  Backend.say(exchange, "ok");
                });
        RawClient client = new RawClient(door.port())) {
      door.route(backend.port());
      client.send(GET);
      Balancer former = door.balancer();
      Await.until("it is open", () -> former.stats().open().size() == 1, former::stats);
      CompletableFuture<Void> gone = retire(routed(backend.port()));
      awaitRetired(former);
      assertFalse(gone.isDone());
      go.countDown();
      String answer = client.answer();
      assertTrue(answer.endsWith("\r\n\r\nok") && answer.contains("connection: close"), answer);
      gone.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void whatDoesNotEndIsCut() throws Exception {
    try (RawServer server =
            new RawServer(
                (connection, number) -> {
                  connection.head();
                  connection.send("HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
                  String line = connection.until("\n");
                  while (true) {
                    connection.send(line);
                    line = connection.until("\n");
                  }
                });
        RawClient client = new RawClient(door.port())) {
      door.route(server.port());
      client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n").head();
      long began = System.nanoTime();
      CompletableFuture<Void> gone = retire(routed(server.port()));
      while (!gone.isDone()) {
        try {
          client.send("x\n").until("\n");
        } catch (IOException cut) {
          break;
        }
      }
      gone.get(10, TimeUnit.SECONDS);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      assertTrue(millis >= LIMITS.times().drain().toMillis(), "after " + millis + " ms");
    }
  }

  @Test
  void nothingIsLeftAfterwards() throws Exception {
    Proxy proxy = new Proxy(LIMITS);
    Thread loop =
        CompletableFuture.supplyAsync(Thread::currentThread, proxy.anyLoop())
            .get(10, TimeUnit.SECONDS);
    assertTrue(loop.isAlive());
    proxy.close();
    assertFalse(loop.isAlive());
    try (SocketChannel connection =
        SocketChannel.open(new InetSocketAddress("127.0.0.1", door.port()))) {
      assertThrows(IOException.class, () -> proxy.accept(connection));
      assertTrue(connection.isOpen(), "it stays the caller's");
    }
  }
}
