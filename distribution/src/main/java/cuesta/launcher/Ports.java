package cuesta.launcher;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports to listen on, found out before anything is started. */
final class Ports {
  private static final int HIGHEST = 65_535;

  /**
   * Any port is one of these: below those that the kernel gives to connections, since a connection
   * of somebody could take it before it is listened on; and none that agents offer to tasks, see
   * {@link PortBlock}.
   */
  private static final int FIRST = 10_000;

  private static final int AFTER = 20_000;
  private static final int TRIES = 100;

  private Ports() {}

  /**
   * A port that can be listened on now.
   *
   * @param flag how the error names it
   * @param port the wanted one; 0 for any
   * @throws IOException if it is taken, with what to do
   */
  static int usable(String flag, String host, int port) throws IOException {
    if (port < 0 || port > HIGHEST) {
      throw new IOException(flag + " must be 0 to " + HIGHEST + ", not " + port);
    }
    try {
      return port == 0 ? any(host) : bound(host, port);
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on "
              + host
              + ":"
              + port
              + ": "
              + e.getMessage()
              + "; give another "
              + flag
              + ", or 0 for any free one",
          e);
    }
  }

  private static int any(String host) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try {
        return bound(host, ThreadLocalRandom.current().nextInt(FIRST, AFTER));
      } catch (BindException e) {
        // somebody listens there: the next one
      }
    }
    return bound(host, 0);
  }

  private static int bound(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return socket.getLocalPort();
    }
  }
}
