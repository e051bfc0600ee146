package cuesta.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports to listen on, found out before anything is started. */
final class Ports {
  private static final int HIGHEST = 65_535;

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
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return socket.getLocalPort();
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
}
