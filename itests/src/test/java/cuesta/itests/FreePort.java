package cuesta.itests;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that cannot choose one by themselves. They lie below those that the kernel
 * gives to connections: one of these could be taken before the server listens, or while it is down.
 */
public final class FreePort {
  private static final int FIRST = 10_000;
  private static final int AFTER = 20_000;

  private FreePort() {}

  /** One that nobody listens on now. */
  public static int any() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // somebody listens there: the next one
      }
    }
  }
}
