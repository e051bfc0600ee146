package cuesta.contracts.balancer;

import cuesta.api.balancer.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An instance of an application: it answers each request with its name and the path that it saw. A
 * path that ends with {@code slow} is not answered before {@link #release}.
 */
final class Backend implements AutoCloseable {
  private static final String SLOW = "slow";

  private final String name;
  private final ServerSocket server;
  private final BlockingQueue<String> slow = new LinkedBlockingQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);

  Backend(String name) throws IOException {
    this.name = name;
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name(name).start(this::accept);
  }

  /** How routes name it. */
  Route.Backend address() {
    return new Route.Backend(name, server.getInetAddress().getHostAddress(), server.getLocalPort());
  }

  /** Waits until a slow request has come. */
  void awaitSlow() throws InterruptedException {
    slow.take();
  }

  /** Answers the slow ones. */
  void release() {
    released.countDown();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      released.countDown(); // it is closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      for (String head = head(socket); !head.isEmpty(); head = head(socket)) {
        String path = head.split(" ", 3)[1];
        if (path.endsWith(SLOW)) {
          slow.add(path);
          released.await();
        }
        String body = name + " saw " + path;
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      released.countDown(); // the balancer hung up: nobody waits for an answer any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next request, which has no body; empty at the end. */
  private static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    released.countDown();
  }
}
