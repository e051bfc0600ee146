package cuesta.contracts.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.balancer.Balancer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client, with its connection in the hands of a balancer. */
final class Visitor implements AutoCloseable {
  private static final int LIMIT_MS = 60_000;

  private final Socket socket;

  /** Connects, and gives the other end to the balancer. */
  Visitor(Balancer balancer) throws IOException {
    try (ServerSocketChannel port = ServerSocketChannel.open()) {
      port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      InetSocketAddress address = (InetSocketAddress) port.getLocalAddress();
      socket = new Socket(address.getAddress(), address.getPort());
      socket.setSoTimeout(LIMIT_MS);
      SocketChannel accepted = port.accept();
      balancer.accept(accepted);
    }
  }

  /** Sends a request that leaves the connection open. */
  Visitor asks(String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** Reads an answer up to a text that it ends with. */
  void hears(int status, String end) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      assertTrue(next >= 0, () -> "the connection ends after '" + answer + "'");
      answer.append((char) next);
    }
    assertTrue(answer.toString().startsWith("HTTP/1.1 " + status + " "), answer::toString);
  }

  /** Reads what comes until the balancer closes the connection, which it does. */
  void hearsTheEnd() throws IOException {
    // A chunked answer has a last line after its text.
    String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertEquals("", rest.replace("0\r\n\r\n", "").strip());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
