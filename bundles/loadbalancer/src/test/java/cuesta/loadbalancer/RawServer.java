package cuesta.loadbalancer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An instance that does what the test says with each connection, on a thread of its own. */
final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** What to do. */
  interface Script {
    void play(RawClient connection, int number) throws IOException;
  }

  RawServer(Script script) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(script));
  }

  private void serve(Script script) {
    while (true) {
      Socket socket;
      try {
        socket = server.accept();
      } catch (IOException closed) {
        return;
      }
      open.add(socket);
      int number = connections.incrementAndGet();
      Thread.ofVirtual().start(() -> play(script, socket, number));
    }
  }

  private static void play(Script script, Socket socket, int number) {
    try (RawClient connection = new RawClient(socket)) {
      script.play(connection, number);
    } catch (IOException ended) {
      // The other side has gone; the test looks at what it got.
      assert ended != null;
    }
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
