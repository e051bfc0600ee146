package cuesta.election.zookeeper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Chooses the embedded server's port; agents that were given it find the server there again. */
final class Ports {
  private Ports() {}

  static int choose(Path memory, int wanted) throws IOException {
    if (wanted != 0) {
      if (!isFree(wanted)) {
        throw new IllegalStateException(
            "embedded.port: "
                + wanted
                + " is in use: stop what listens there, or choose another, or 0 for any that is"
                + " free");
      }
      return wanted;
    }
    int remembered = remembered(memory);
    int port = remembered != 0 && isFree(remembered) ? remembered : anyFree();
    if (port != remembered) {
      Files.writeString(memory, port + "\n");
    }
    return port;
  }

  private static int remembered(Path memory) throws IOException {
    if (!Files.exists(memory)) {
      return 0;
    }
    String text = Files.readString(memory).strip();
    // Half written or edited: worth no more than a new port.
    return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535
        ? Integer.parseInt(text)
        : 0;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // as ZooKeeper will: connections of the last run may linger
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int anyFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
