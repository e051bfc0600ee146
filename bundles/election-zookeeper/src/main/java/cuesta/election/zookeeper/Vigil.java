package cuesta.election.zookeeper;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over another candidate's process by a connection to its link port, on which nothing is
 * said. The process is provably gone if that connection ended and new ones are then refused, time
 * after time: only a kernel that has no such listener does that. A process that is frozen, or whose
 * machine is cut off, is not: there connections are taken, or nobody answers. On a thread of its
 * own.
 */
final class Vigil implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Vigil.class);

  /** More than one, since whoever binds its port anew is refusing for an instant. */
  private static final int REFUSALS = 3;

  private static final long PAUSE_MS = 100;

  /** While it was never reached, or does not answer. */
  private static final long LONG_PAUSE_MS = 1_000;

  /** Less than a kernel's own patience, whose end is reported like a refusal. */
  private static final int CONNECT_MS = 900;

  private final Target target;
  private final Runnable told;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean gone;
  private volatile Socket open;

  /** Where a process listens. */
  record Target(String host, int port) {}

  private enum Visit {
    ENDED,
    REFUSED,
    UNANSWERED
  }

  /**
   * Not yet begun.
   *
   * @param told run once when the process is gone; must not block
   */
  Vigil(Target target, Runnable told) {
    this.target = target;
    this.told = told;
  }

  Vigil begin() {
    Thread.ofVirtual().name("cuesta-vigil").start(this::run);
    return this;
  }

  boolean isGone() {
    return gone;
  }

  private void run() {
    // Whoever was never reached may be behind a wall that refuses everybody.
    boolean met = false;
    try {
      for (int refusals = 0; refusals < REFUSALS; ) {
        Visit visit = visit();
        met |= visit == Visit.ENDED;
        boolean counts = met && visit == Visit.REFUSED;
        refusals = counts ? refusals + 1 : 0;
        long pause = counts || visit == Visit.ENDED ? PAUSE_MS : LONG_PAUSE_MS;
        if (refusals < REFUSALS && end.await(pause, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      return; // nobody interrupts it but the end of the process
    }
    LOG.info("the process at {}:{} is gone", target.host(), target.port());
    gone = true;
    told.run();
  }

  private Visit visit() {
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      open = socket;
      socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MS);
      socket.setKeepAlive(true); // or a machine that vanished would never be noticed
      drain(socket);
      return Visit.ENDED;
    } catch (ConnectException e) {
      return Visit.REFUSED;
    } catch (IOException e) {
      LOG.debug("no answer from {}:{}", target.host(), target.port(), e);
      return Visit.UNANSWERED;
    }
  }

  private void drain(Socket socket) {
    byte[] greeting = new byte[256];
    try {
      InputStream in = socket.getInputStream();
      while (end.getCount() > 0 && in.read(greeting) >= 0) {
        // What a server says to whoever connects.
      }
    } catch (IOException e) {
      LOG.debug("the connection to {}:{} broke", target.host(), target.port(), e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    Socket last = open;
    if (last != null) {
      try {
        last.close();
      } catch (IOException e) {
        LOG.debug("a connection did not close", e);
      }
    }
  }
}
