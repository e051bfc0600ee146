package cuesta.loadbalancer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A socket that speaks what the test writes, byte by byte. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
  }

  Socket socket() {
    return socket;
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Reads until the text, which it contains. */
  String until(String end) throws IOException {
    byte[] wanted = end.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("ended after: " + read.toString(StandardCharsets.ISO_8859_1));
      }
      read.write(next);
      if (next == wanted[wanted.length - 1]) {
        text = read.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }

  String head() throws IOException {
    return until("\r\n\r\n");
  }

  /** Reads so many bytes. */
  String bytes(int count) throws IOException {
    return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
  }

  /** A head and the body that its Content-Length announces. */
  String answer() throws IOException {
    String head = head();
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return head + bytes(Integer.parseInt(line.substring(15).trim()));
      }
    }
    return head;
  }

  /** Everything up to the end. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
