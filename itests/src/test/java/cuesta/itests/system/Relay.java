package cuesta.itests.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands between one process and a server. It passes on what both say, until it is told to keep it:
 * then the process waits for answers that do not come, as behind a network that lost its way.
 */
final class Relay implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int server;

  // Guarded by this.
  private final List<Socket> open = new ArrayList<>();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean keeps;

  private Relay(int server) throws IOException {
    this.server = server;
  }

  /** Starts one to a port of this machine. */
  static Relay to(int server) throws IOException {
    Relay relay = new Relay(server);
    Thread.ofVirtual().name("relay").start(relay::accept);
    return relay;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on nobody hears what the other says. */
  synchronized void hold() {
    keeps = true;
  }

  /** Whether the process has said this since {@link #hold}. */
  synchronized boolean holds(String text) {
    return kept.toString(StandardCharsets.ISO_8859_1).contains(text);
  }

  /** Ends all connections, with what was held in them; new ones work. */
  synchronized void heal() throws IOException {
    keeps = false;
    kept.reset();
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  private void accept() {
    try {
      while (true) {
        Socket process = listener.accept();
        Socket target = open(process);
        Thread.ofVirtual().start(() -> pass(process, target, true));
        Thread.ofVirtual().start(() -> pass(target, process, false));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private Socket open(Socket process) throws IOException {
    Socket target = new Socket();
    synchronized (this) {
      open.add(process);
      open.add(target);
    }
    try {
      target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
    } catch (IOException e) {
      process.close(); // its server is away, or this connection is cut already
    }
    return target;
  }

  private void pass(Socket from, Socket to, boolean said) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!keep(buffer, n, said)) {
          out.write(buffer, 0, n);
          out.flush();
        }
      }
    } catch (IOException e) {
      // One of them is gone, so both are.
    }
  }

  private synchronized boolean keep(byte[] bytes, int length, boolean said) {
    if (keeps && said) {
      kept.write(bytes, 0, length);
    }
    return keeps;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    heal();
  }
}
