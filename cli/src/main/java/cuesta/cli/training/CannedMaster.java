package cuesta.cli.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every call on loopback as a master and agent would, one connection after the other. */
final class CannedMaster implements AutoCloseable {
  private final ServerSocket server;

  CannedMaster() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "canned master");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (IOException e) {
        // Closed by one side: the next one, or the end.
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String target = in.readLine();
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    in.skip(length);
    byte[] body = body(String.valueOf(target)).getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + "X-Offset: 0\r\nX-Complete: true\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  private String body(String target) {
    if (target.contains("/files/")) {
      return "output";
    }
    if (target.startsWith("GET /cron/cli ")) {
      return "{\"commands\":[{\"name\":\"list\",\"path\":\"jobs\",\"flags\":[{\"name\":\"x\",\"value\":\"X\"}],"
                 + "\"show\":{\"rows\":\"tasks\",\"columns\":[{\"title\":\"AT\",\"key\":\"accepted\",\"format\":\"time\"}]}}]}";
    }
    if (target.startsWith("GET /ci/cli ")) {
      return "{\"commands\":[{\"name\":\"run\",\"method\":\"POST\",\"path\":\"pipelines\","
                 + "\"arguments\":[{\"name\":\"dir\",\"tree\":{\"untracked\":\"\",\"ref\":\"\"}}],"
                 + "\"show\":{\"line\":\"{said}\",\"follow\":{\"path\":\"pipelines/{n}\",\"end\":\"end\"}}}]}";
    }
    if (target.contains(" /ci/") || target.contains(" /blobs/")) {
      return "{\"n\":1,\"said\":\"x\",\"lines\":[\"y\"],\"live\":[\"z\"],\"next\":\"1\",\"exit\":0}";
    }
    if (target.startsWith("POST /run ")) {
      return "{\"id\":\"run-1\",\"version\":1,\"state\":\"WAITING\"}";
    }
    if (target.startsWith("GET /run/")) {
      return "{\"id\":\"run-1\",\"version\":2,\"state\":\"FINISHED\",\"ended\":\"now\",\"exit\":0,"
          + "\"url\":\""
          + url()
          + "/slave(1)\",\"sandbox\":\"box\"}";
    }
    return "{\"time\":\"2026-01-01T00:00:00Z\",\"leader\":null,\"reasons\":[],\"tasks\":[{"
        + "\"id\":\"t\",\"state\":\"RUNNING\",\"accepted\":\"2026-01-01T00:00:00Z\","
        + "\"resources\":{\"cpus\":0.1},\"reason\":{\"code\":\"X\",\"subject\":\"s\"}}]}";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
