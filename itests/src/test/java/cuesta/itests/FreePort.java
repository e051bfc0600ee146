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
    return block(1);
  }

  /**
   * Ports for the tasks of an agent, so that other agents on this machine do not take them.
   *
   * @param count how many
   * @return the first of so many in a row on which nobody listens now
   */
  public static int block(int count) throws IOException {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(FIRST, AFTER - count + 1);
      if (areFree(first, count)) {
        return first;
      }
    }
  }

  private static boolean areFree(int first, int count) throws IOException {
    for (int port = first; port < first + count; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        socket.getLocalPort();
      } catch (BindException e) {
        return false; // somebody listens there: the next ones
      }
    }
    return true;
  }
}
