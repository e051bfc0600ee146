package cuesta.core.edge.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Opens a connection and closes it. */
final class TcpLook {
  /** Tasks share the network of their agent's machine. */
  static final String HOST = "127.0.0.1";

  private TcpLook() {}

  static Found look(int port, Duration timeout) {
    String where = HOST + ":" + port;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(HOST, port), (int) timeout.toMillis());
      return Found.passed("connected to " + where);
    } catch (IOException e) {
      return Found.failed("no connection to " + where, e.getMessage());
    }
  }
}
