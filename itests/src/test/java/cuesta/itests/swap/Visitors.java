package cuesta.itests.swap;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who ask for one page after the other, on a connection of their own for each, or on one for
 * as long as it is kept. By hand, since the clients of the JDK repeat what fails.
 */
final class Visitors implements AutoCloseable {
  private static final int LIMIT_MS = 30_000;
  private static final String END = "\r\n\r\n" + Leader.BODY;

  private final int port;
  private final List<Thread> people = new ArrayList<>();
  private final ConcurrentLinkedQueue<Object> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger done = new AtomicInteger();
  private volatile boolean over;

  private Visitors(int port) {
    this.port = port;
  }

  /** Starts some of each kind. */
  static Visitors start(int port, int ofEach) {
    Visitors visitors = new Visitors(port);
    for (int i = 0; i < ofEach; i++) {
      visitors.people.add(Thread.ofVirtual().start(() -> visitors.visit(true)));
      visitors.people.add(Thread.ofVirtual().start(() -> visitors.visit(false)));
    }
    return visitors;
  }

  private void visit(boolean kept) {
    while (!over) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(LIMIT_MS);
        while (ask(socket, kept) && !over) {
          done.incrementAndGet();
        }
        done.incrementAndGet();
      } catch (IOException e) {
        wrong.add((kept ? "kept: " : "") + e);
      }
    }
  }

  /** True if the connection may be used again. */
  private boolean ask(Socket socket, boolean kept) throws IOException {
    String request =
        "GET /web/hello HTTP/1.1\r\nHost: localhost\r\n"
            + (kept ? "\r\n" : "Connection: close\r\n\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf(END) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ends after '" + answer + "'");
      }
      answer.append((char) next);
    }
    if (!answer.toString().startsWith("HTTP/1.1 200 ")) {
      throw new IOException("answered '" + answer + "'");
    }
    return kept && !answer.toString().toLowerCase().contains("connection: close");
  }

  /** How many pages were seen. */
  int done() {
    return done.get();
  }

  /** What did not go as it should. */
  List<Object> wrong() {
    return List.copyOf(wrong);
  }

  /** Lets them finish. */
  void end() throws InterruptedException {
    over = true;
    for (Thread one : people) {
      one.join();
    }
  }

  @Override
  public void close() {
    over = true;
  }
}
