package cuesta.election.zookeeper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A master's link port as others see it: it greets, and holds what connects until it is closed. */
final class LinkPort implements AutoCloseable {
  private final ServerSocket socket;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  LinkPort() throws IOException {
    this(0);
  }

  LinkPort(int port) throws IOException {
    socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** How many are connected now. */
  int connections() {
    return open.size();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = socket.accept();
        open.add(client);
        if (closed) {
          end(client);
        }
        Thread.ofVirtual().start(() -> hold(client));
      } catch (IOException e) {
        closed = true; // by close()
      }
    }
  }

  private void hold(Socket client) {
    try (client) {
      client.getOutputStream().write("hello".getBytes());
      while (client.getInputStream().read() >= 0) {
        // Nothing is said to it.
      }
    } catch (IOException e) {
      // One of the two has ended it.
    } finally {
      open.remove(client);
    }
  }

  /** Ends all connections; new ones are held again, though not for long. */
  void cut() {
    open.forEach(this::end);
  }

  private void end(Socket client) {
    open.remove(client);
    try {
      client.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    cut();
  }
}
