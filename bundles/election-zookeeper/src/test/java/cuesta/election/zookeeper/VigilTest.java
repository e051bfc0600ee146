package cuesta.election.zookeeper;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.contracts.Await;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VigilTest {
  private final CountDownLatch told = new CountDownLatch(1);

  private Vigil over(int port) {
    return new Vigil(new Vigil.Target("127.0.0.1", port), told::countDown).begin();
  }

  private static void awaitConnection(LinkPort port) throws Exception {
    Await.until("it is connected", () -> port.connections() == 1, port::connections);
  }

  @Test
  void whoRefusesAfterItWasMetIsGone() throws Exception {
    LinkPort port = new LinkPort();
    try (Vigil vigil = over(port.port())) {
      awaitConnection(port);
      assertFalse(vigil.isGone());
      port.close();
      assertTrue(told.await(30, TimeUnit.SECONDS));
      assertTrue(vigil.isGone());
    }
  }

  @Test
  void whoTakesTheNextConnectionIsNot() throws Exception {
    try (LinkPort port = new LinkPort();
        Vigil vigil = over(port.port())) {
      awaitConnection(port);
      port.cut();
      awaitConnection(port);
      assertFalse(vigil.isGone());
    }
  }

  @Test
  void whoWasNeverMetIsNot() throws Exception {
    int unused;
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = port.getLocalPort();
    }
    try (Vigil vigil = over(unused)) {
      assertFalse(told.await(1, TimeUnit.SECONDS));
      assertFalse(vigil.isGone());
    }
  }

  /** As with a frozen process: the kernel takes connections, nobody else does. */
  @Test
  void whoTakesConnectionsButNeverAcceptsThemIsNot() throws Exception {
    try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Vigil vigil = over(frozen.getLocalPort())) {
      assertFalse(told.await(1, TimeUnit.SECONDS));
      assertFalse(vigil.isGone());
    }
  }

  @Test
  void itsEndLeavesNoConnection() throws Exception {
    try (LinkPort port = new LinkPort()) {
      Vigil vigil = over(port.port());
      awaitConnection(port);
      vigil.close();
      Await.until("it has gone", () -> port.connections() == 0, port::connections);
      assertFalse(vigil.isGone());
    }
  }
}
