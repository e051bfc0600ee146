package cuesta.itests.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.TreeMap;

/**
 * One client on a socket. The clients of the JDK try again by themselves, which would hide the very
 * failures that are looked for. One thread at a time.
 */
final class Visitor implements AutoCloseable {
  private static final int LIMIT_MS = 30_000; // a loaded machine; else it hangs
  private static final String BODY = "a small body";

  private final int port;
  private final String host;
  private final boolean keeps;
  private final boolean posts;
  private Socket socket;
  private InputStream in;

  Visitor(int port, String host, boolean keeps, boolean posts) {
    this.port = port;
    this.host = host;
    this.keeps = keeps;
    this.posts = posts;
  }

  /** One request and its answer: empty if it was the right one, else what it was. */
  String visit() throws IOException {
    boolean done = false;
    try {
      if (socket == null) {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LIMIT_MS);
        in = new BufferedInputStream(socket.getInputStream());
      }
      socket.getOutputStream().write(request().getBytes(ISO_8859_1));
      String status = line();
      TreeMap<String, String> headers = headers();
      byte[] bytes = new byte[Integer.parseInt(headers.getOrDefault("content-length", "-1"))];
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException("the answer is cut off");
      }
      done = keeps && !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
      String body = new String(bytes, ISO_8859_1);
      boolean right = status.equals("HTTP/1.1 200 OK") && body.matches(Greeter.GREETING);
      return right ? "" : status + " " + headers + " " + body;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private String request() {
    String head =
        "Host: " + host + ":" + port + "\r\nConnection: " + (keeps ? "keep-alive" : "close");
    return posts
        ? "POST / HTTP/1.1\r\n" + head + "\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY
        : "GET / HTTP/1.1\r\n" + head + "\r\n\r\n";
  }

  /** The lines up to the blank one; names in small letters. */
  private TreeMap<String, String> headers() throws IOException {
    TreeMap<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed after '" + line + "'");
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() {
    Socket former = socket;
    socket = null;
    if (former != null) {
      try {
        former.close();
      } catch (IOException e) {
        // nothing is expected of it any more
      }
    }
  }

  @Override
  public String toString() {
    return (posts ? "POST" : "GET") + (keeps ? " on a kept connection" : " on a new connection");
  }
}
