package cuesta.itests;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that cannot choose one by themselves, and for tasks. They lie below those that
 * the kernel gives to connections: one of these could be taken before the server listens, or while
 * it is down.
 */
public final class FreePort {
  private static final int FIRST = 10_000;
  private static final int AFTER = 20_000;

  /** Above, where no node listens by itself, dev clusters have the ports of their tasks. */
  private static final int LAST_THOUSAND = 31_000;

  private static final int THOUSAND = 1_000;

  private static ServerSocket mark;
  private static int next;

  private FreePort() {}

  /** One that nobody listens on now. */
  public static int any() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER);
      if (areFree(port, 1)) {
        return port;
      }
    }
  }

  /**
   * Ports for the tasks of an agent, so that nobody else on this machine takes them: neither other
   * agents, nor a node of a test that runs beside this one, which would answer in a task's place.
   *
   * @param count how many
   * @return the first of so many in a row on which nobody listens now
   */
  public static synchronized int block(int count) throws IOException {
    if (mark == null) {
      mark = mark();
      next = mark.getLocalPort() + 1;
    }
    for (int tries = 0; tries < THOUSAND / count; tries++) {
      int after = mark.getLocalPort() + THOUSAND;
      int first = next + count > after ? mark.getLocalPort() + 1 : next;
      next = first + count;
      if (areFree(first, count)) {
        return first;
      }
    }
    throw new IOException("no " + count + " ports are free after " + mark.getLocalPort());
  }

  /**
   * Takes a thousand ports as a dev cluster does: their first one is listened on for as long as
   * this process lives.
   */
  private static ServerSocket mark() throws IOException {
    for (int first = AFTER; first <= LAST_THOUSAND; first += THOUSAND) {
      try {
        return new ServerSocket(first, 1, InetAddress.getLoopbackAddress());
      } catch (BindException e) {
        // another cluster's: the next thousand
      }
    }
    throw new IOException("all ports for tasks are in use by other clusters: end one");
  }

  private static boolean areFree(int first, int count) throws IOException {
    for (int port = first; port < first + count; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        socket.getLocalPort();
      } catch (BindException e) {
        return false; // somebody listens there: the next ones
      }
    }
    return true;
  }
}
