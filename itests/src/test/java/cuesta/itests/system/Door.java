package cuesta.itests.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests written by hand: the clients of the JDK refuse to send a wrong {@code Host}.
 *
 * @param port on loopback
 * @param secret the cluster's
 */
record Door(int port, String secret) {
  private static final int LIMIT_MS = 30_000;

  /** What came back. */
  record Answer(int status, String body) {}

  Answer get(String path) throws IOException {
    return request("GET", path, headers(), "");
  }

  Answer post(String path, String body) throws IOException {
    Map<String, String> headers = headers();
    headers.put("Content-Type", "application/json");
    return request("POST", path, headers, body);
  }

  /** What a right request carries; to be spoilt by the caller. */
  Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Host", "127.0.0.1:" + port);
    headers.put("Authorization", "Bearer " + secret);
    return headers;
  }

  /** Sends exactly this. HTTP/1.0, so that the answer is neither chunked nor kept open. */
  Answer request(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.0\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + content.length + "\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LIMIT_MS);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(content);
      socket.getOutputStream().flush();
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Answer parse(String answer) throws IOException {
    int blank = answer.indexOf("\r\n\r\n");
    if (blank < 0 || !answer.startsWith("HTTP/1.")) {
      throw new IOException("no HTTP answer: '" + answer + "'");
    }
    return new Answer(Integer.parseInt(answer.split(" ", 3)[1]), answer.substring(blank + 4));
  }
}
