package cuesta.core.edge.balancer;

import cuesta.core.edge.balancer.BalancerCalls.Handed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of the load balancer. It is bound once and stays open while balancers come and go: one
 * thread accepts connections and hands each to the current one. While nobody is there it accepts
 * none, so that they wait in the kernel's backlog; nobody is refused.
 */
public final class Port implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Port.class);

  /** Connections that wait while the slot is empty; a kernel may hold fewer. */
  static final int BACKLOG = 1_024;

  /** When nothing can be accepted (no file descriptor is free), it is tried again after this. */
  private static final long RETRY_MS = 100;

  /** Handing over takes about a second at most. */
  private static final long END_MS = 5_000;

  private final ServerSocketChannel server;
  private final InetSocketAddress address;
  private final BalancerCalls balancer;
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;

  // Guarded by this.
  private boolean present;
  private long flips;
  private boolean closed;

  private String lastTrouble = ""; // on the thread only

  /**
   * Listens. Nothing is accepted before {@link #flipped} says that somebody is there.
   *
   * @param host a name or address of this machine
   * @param port 0 for any free one
   * @param balancer takes the connections
   * @throws IOException if it cannot listen there, naming host and port
   */
  public Port(String host, int port, BalancerCalls balancer) throws IOException {
    this.balancer = balancer;
    server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
      address = (InetSocketAddress) server.getLocalAddress();
    } catch (IOException | RuntimeException e) {
      server.close();
      throw new IOException(
          "the load balancer cannot listen on "
              + host
              + ":"
              + port
              + ": "
              + e.getMessage()
              + "; give another --balancer-port, or 0 for any free one",
          e);
    }
    thread = Thread.ofPlatform().daemon().name("balancer-port").start(this::run);
  }

  /**
   * Where it listens.
   *
   * @return with the real port
   */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * How many connections were closed because no balancer took them.
   *
   * @return since the start
   */
  public long dropped() {
    return dropped.get();
  }

  /**
   * Another balancer is current, or none. Any thread; in the order of the flips.
   *
   * @param somebody whether one is there
   */
  public synchronized void flipped(boolean somebody) {
    present = somebody;
    flips++;
    notifyAll();
  }

  private void run() {
    try {
      while (awaitSomebody(-1)) {
        SocketChannel connection = accept();
        if (connection != null) {
          hand(connection);
        }
      }
    } catch (ClosedChannelException e) {
      LOG.debug("the port of the load balancer is closed");
    } catch (InterruptedException e) {
      LOG.error("the port of the load balancer was interrupted; nothing is accepted any more");
    }
  }

  /** Null if it did not work this time. */
  private SocketChannel accept() throws ClosedChannelException, InterruptedException {
    try {
      return server.accept();
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      trouble("cannot accept a connection, trying again: " + e.getMessage());
      pause();
      return null;
    }
  }

  /** Offers it to one balancer after the other until one has it, or the current one will not. */
  private void hand(SocketChannel connection) throws InterruptedException {
    while (true) {
      long seen = flips();
      switch (balancer.accept(connection)) {
        case Handed.Taken t -> {
          return;
        }
        case Handed.Unknown u -> {
          drop(connection, u.why());
          return;
        }
        case Handed.Refused r when seen == flips() -> {
          drop(connection, r.why());
          return;
        }
        case Handed.Refused r -> LOG.debug("the next balancer gets a connection: {}", r.why());
        case Handed.Nobody n -> {
          if (!awaitSomebody(seen)) {
            drop(connection, "the process ends");
            return;
          }
        }
      }
    }
  }

  private synchronized long flips() {
    return flips;
  }

  /**
   * Waits until a balancer is there, and a flip came after the given one. False once closed.
   *
   * @param seen how many flips there were
   */
  private synchronized boolean awaitSomebody(long seen) throws InterruptedException {
    while (!closed && (!present || flips == seen)) {
      wait();
    }
    return !closed;
  }

  private synchronized void pause() throws InterruptedException {
    if (!closed) {
      TimeUnit.MILLISECONDS.timedWait(this, RETRY_MS);
    }
  }

  private void drop(SocketChannel connection, String why) {
    dropped.incrementAndGet();
    trouble("closes a connection that no balancer took: " + why);
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("a connection did not close well: {}", e.getMessage());
    }
  }

  /** A flood of the same is said once. */
  private void trouble(String text) {
    if (!text.equals(lastTrouble)) {
      lastTrouble = text;
      LOG.warn("the port of the load balancer {} ({} closed so far)", text, dropped.get());
    }
  }

  /** Accepts nothing more; what waits in the backlog is refused. Connections handed over stay. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    server.close();
    try {
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
