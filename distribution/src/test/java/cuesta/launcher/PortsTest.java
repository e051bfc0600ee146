package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  private static final String HOST = "127.0.0.1";

  @Test
  void anyIsNoneThatTheKernelGivesToConnections() throws IOException {
    int port = Ports.usable("--port", HOST, 0);
    assertTrue(port >= 10_000 && port < 31_000, "" + port);
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
      assertEquals(port, socket.getLocalPort());
    }
  }

  @Test
  void aTakenOneIsRefusedWithTheFlag() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      IOException e =
          assertThrows(IOException.class, () -> Ports.usable("--port", HOST, taken.getLocalPort()));
      assertTrue(e.getMessage().contains("give another --port"), e.getMessage());
    }
  }
}
