package cuesta.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports that a dev cluster offers to its tasks, apart from those of any other on this machine: or
 * tasks of two clusters would get the same ports, and a check of one would look at the other's. The
 * first port of a block is listened on for as long as the block is used, and not offered. A cluster
 * has the same block after a restart, since its tasks run on.
 */
final class PortBlock implements AutoCloseable {
  static final int SIZE = 1_000;

  /** Where Mesos' agents have theirs. */
  private static final int USUAL = 31_000;

  private static final int LOWEST = 20_000;

  private final int first;
  private final ServerSocket mark;

  private PortBlock(int first, ServerSocket mark) {
    this.first = first;
    this.mark = mark;
  }

  /**
   * Takes a block: the one that the directory remembers, else the highest that is free.
   *
   * @param work the cluster's directory
   * @throws IOException if none is free, or the directory cannot be written
   */
  static PortBlock take(Path work) throws IOException {
    Path remembered = work.resolve("ports");
    for (int first : candidates(remembered)) {
      ServerSocket mark = mark(first);
      if (mark != null) {
        Files.writeString(remembered, first + "\n");
        return new PortBlock(first, mark);
      }
    }
    throw new IOException(
        "all blocks of ports from "
            + LOWEST
            + " to "
            + (USUAL + SIZE - 1)
            + " are in use by other dev clusters; end one, or say --resources 'ports:[A-B]'");
  }

  private static List<Integer> candidates(Path remembered) throws IOException {
    List<Integer> all = new ArrayList<>();
    for (int first = USUAL; first >= LOWEST; first -= SIZE) {
      all.add(first);
    }
    String text = Files.exists(remembered) ? Files.readString(remembered).strip() : "";
    if (text.matches("[0-9]{5}") && all.remove((Integer) Integer.parseInt(text))) {
      all.addFirst(Integer.parseInt(text));
    }
    return all;
  }

  /** Null if somebody listens there. */
  private static ServerSocket mark(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      return null;
    }
  }

  /**
   * What agents offer.
   *
   * @param resources what was said of them
   * @return with these ports, unless ports were said
   */
  String in(String resources) {
    if (resources.contains("ports:")) {
      return resources;
    }
    String ports = "ports:[" + (first + 1) + "-" + (first + SIZE - 1) + "]";
    return resources.isBlank() ? ports : resources + ";" + ports;
  }

  @Override
  public void close() throws IOException {
    mark.close();
  }
}
