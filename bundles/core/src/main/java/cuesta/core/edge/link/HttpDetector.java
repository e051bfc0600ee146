package cuesta.core.edge.link;

import cuesta.api.ha.Detector;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the leader by asking one master, leader or not, over HTTP: for an agent that is given
 * {@code --master host:port} and nothing else. It asks again and again, on one virtual thread.
 */
public final class HttpDetector implements Detector, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDetector.class);

  private final LeaderPage page;
  private final Duration whileUnknown;
  private final Duration whileKnown;
  private final Semaphore doubts = new Semaphore(0);
  private final Thread thread;

  // Guarded by this.
  private final List<Consumer<Optional<LeaderInfo>>> followers = new ArrayList<>();
  private Optional<LeaderInfo> leader = Optional.empty();
  private boolean closed;

  private String lastFailure = ""; // on the thread only

  /**
   * A detector that asks every 2 s while no leader is known, and every 15 s afterwards.
   *
   * @param master the HTTP address of any master, {@code host:port}
   */
  public HttpDetector(String master) {
    this(page(master), Duration.ofSeconds(2), Duration.ofSeconds(15));
  }

  HttpDetector(URI page, Duration whileUnknown, Duration whileKnown) {
    this.page = new LeaderPage(page, Duration.ofSeconds(5));
    this.whileUnknown = whileUnknown;
    this.whileKnown = whileKnown;
    thread = Thread.ofVirtual().name("http-detector").start(this::run);
  }

  static URI page(String master) {
    URI page;
    try {
      page = URI.create("http://" + master + "/leader");
    } catch (IllegalArgumentException e) {
      throw bad(master);
    }
    if (page.getHost() == null || page.getPort() < 1 || page.getPort() > 65_535) {
      throw bad(master);
    }
    return page;
  }

  private static IllegalArgumentException bad(String master) {
    return new IllegalArgumentException(
        "master is '" + master + "'; give host:port, such as 127.0.0.1:5050");
  }

  /** Looks again now: a stream to the leader broke, or could not be opened. Any thread. */
  public void recheck() {
    doubts.release();
  }

  @Override
  public synchronized AutoCloseable detect(Consumer<Optional<LeaderInfo>> changes) {
    followers.add(changes);
    changes.accept(leader);
    return () -> forget(changes);
  }

  private synchronized void forget(Consumer<Optional<LeaderInfo>> changes) {
    followers.remove(changes);
  }

  private void run() {
    try {
      while (tell(ask())) {
        Duration pause = known().isPresent() ? whileKnown : whileUnknown;
        doubts.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
        doubts.drainPermits();
      }
    } catch (InterruptedException e) {
      LOG.debug("the detector is closed");
    }
  }

  private Optional<LeaderInfo> ask() {
    try {
      Optional<LeaderInfo> answer = page.read();
      lastFailure = "";
      return answer;
    } catch (IOException | RuntimeException e) { // whatever came over the wire: it is asked again
      if (!e.toString().equals(lastFailure)) {
        LOG.warn("does not learn from {} who leads, asking again: {}", page, e.toString());
        lastFailure = e.toString();
      }
      return Optional.empty();
    }
  }

  private synchronized Optional<LeaderInfo> known() {
    return leader;
  }

  /** False once closed. */
  private synchronized boolean tell(Optional<LeaderInfo> now) {
    if (closed) {
      return false;
    }
    if (!now.equals(leader)) {
      leader = now;
      followers.forEach(follower -> follower.accept(now));
    }
    return true;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      followers.clear();
    }
    thread.interrupt();
  }
}
