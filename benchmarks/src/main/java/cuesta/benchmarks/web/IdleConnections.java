package cuesta.benchmarks.web;

import cuesta.benchmarks.launch.Cluster;
import cuesta.benchmarks.launch.Proc;
import cuesta.benchmarks.launch.Report;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What connections of clients cost that are kept open and say nothing. */
final class IdleConnections {
  private static final String APP = "idle";
  private static final int CONNECTIONS = 1_000;

  private IdleConnections() {}

  static void measure(Cluster cluster, Apps apps, Report report) throws Exception {
    apps.deploy(APP, 1, Apps.SERVER);
    apps.awaitAnswer(APP);
    close(open(apps.port(), CONNECTIONS)); // warms up: classes, buffers, heap
    double before = Proc.residentMiB(cluster.agent());
    List<Socket> sockets = open(apps.port(), CONNECTIONS);
    double grown = Proc.residentMiB(cluster.agent()) - before;
    report.row(
        CONNECTIONS + " idle keep-alive connections, each after one request",
        String.format(Locale.ROOT, "%.1f MiB more resident (of %.0f)", grown, before + grown),
        "");
    close(sockets);
    apps.delete(APP);
  }

  private static List<Socket> open(int port, int count) throws IOException {
    byte[] request =
        ("HEAD /" + APP + "/ HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(socket);
      socket.getOutputStream().write(request);
      int status =
          new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
                  .endsWith("200")
              ? 200
              : 0;
      if (status == 0) {
        throw new IOException("connection " + i + " got no answer");
      }
    }
    return sockets;
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
