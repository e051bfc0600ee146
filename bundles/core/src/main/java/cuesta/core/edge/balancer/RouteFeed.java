package cuesta.core.edge.balancer;

import cuesta.api.balancer.RouteTable;
import cuesta.api.ha.Detector;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the routes as the leading master has them, and tells it what was done: one question after
 * the other, each kept by the leader until there is news. Without a leader, or with one that cannot
 * answer, requests go on by the last table for as long as it takes. On one virtual thread.
 */
public final class RouteFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFeed.class);

  /** After trouble it asks again after this, then after twice as long. */
  private static final Duration FIRST = Duration.ofMillis(100);

  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** A leader that does not keep its questions is asked no faster. */
  private static final Duration PACE = Duration.ofMillis(50);

  private static final int MAX_LINES = 20;

  private final RoutesPage page;
  private final String address;
  private final Tables tables;
  private final Tally tally;
  private final BalancerCalls balancer;
  private final Runnable doubt;
  private final Thread thread;

  // Guarded by this.
  private Optional<LeaderInfo> leader = Optional.empty();
  private boolean asking;
  private boolean news;
  private boolean closed;

  // On the thread only.
  private boolean known;
  private Duration wait = FIRST;
  private String trouble = "";
  private String strangeIn = "";

  private AutoCloseable detection = () -> {};

  /**
   * Asks nothing before {@link #start}.
   *
   * @param id this balancer's in the cluster, for a path
   * @param key the cluster key
   * @param address where its port is, {@code host:port}
   * @param tables where the routes go
   * @param tally what was done
   * @param balancer who is told of new routes
   * @param doubt run when the leader did not answer as it should: look again who leads
   */
  public RouteFeed(
      String id,
      String key,
      String address,
      Tables tables,
      Tally tally,
      BalancerCalls balancer,
      Runnable doubt) {
    page = new RoutesPage(id, key);
    this.address = address;
    this.tables = tables;
    this.tally = tally;
    this.balancer = balancer;
    this.doubt = doubt;
    thread = Thread.ofVirtual().name("route-feed").unstarted(this::run);
  }

  /**
   * Begins.
   *
   * @param detector tells who leads
   */
  public void start(Detector detector) {
    thread.start();
    detection = detector.detect(this::follow);
  }

  /** Asks the new leader at once: the former one may never answer. */
  private synchronized void follow(Optional<LeaderInfo> now) {
    if (now.equals(leader)) {
      return;
    }
    leader = now;
    wake();
  }

  private synchronized void wake() {
    news = true;
    notifyAll();
    if (asking) {
      thread.interrupt();
    }
  }

  /**
   * Another balancer is current, or none: it gets the present table, as a newer one may have come
   * since it was opened. Any thread; in the order of the flips.
   *
   * @param somebody whether one is there
   */
  public void flipped(boolean somebody) {
    if (somebody) {
      tell();
    }
  }

  /** One at a time, so that no balancer gets a table after a newer one. */
  private void tell() {
    synchronized (tables) {
      balancer.route(tables.present());
    }
  }

  private void run() {
    try {
      while (true) {
        Optional<LeaderInfo> now = awaitTurn();
        if (now.isEmpty()) {
          return;
        }
        ask(now.get());
      }
    } catch (InterruptedException e) {
      LOG.debug("the route feed is closed");
    }
  }

  /** Waits until a leader is known; empty once closed. */
  private synchronized Optional<LeaderInfo> awaitTurn() throws InterruptedException {
    while (!closed && leader.isEmpty()) {
      if (known) {
        trouble("no leader is known");
      }
      wait();
    }
    known = true;
    if (news) {
      wait = FIRST;
    }
    news = false;
    return closed ? Optional.empty() : leader;
  }

  private void ask(LeaderInfo from) throws InterruptedException {
    // Without a balancer nothing is under way by an older table, and the next one gets the present
    // one before its first connection.
    String applied = balancer.look().map(tables::version).orElseGet(tables::version);
    long begun = System.nanoTime();
    Optional<RoutesAnswer> answer = question(from, new Report(applied, address, tally.sums()));
    if (answer.isEmpty()) {
      pause(wait);
      wait = longer(wait);
      return;
    }
    if (take(answer.get())) {
      wait = FIRST;
    } else if (!applied.equals(answer.get().version())) {
      // The balancer has not followed the table, or nobody knew it: it is told again.
      tell();
      pause(wait);
      wait = longer(wait);
    } else {
      wait = FIRST;
      pause(PACE.minusNanos(System.nanoTime() - begun));
    }
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }

  /** Empty if there is no sensible answer. */
  private Optional<RoutesAnswer> question(LeaderInfo from, Report report)
      throws InterruptedException {
    synchronized (this) {
      if (closed || news) {
        return Optional.empty();
      }
      asking = true;
    }
    try {
      RoutesAnswer answer = page.ask(from, report);
      untroubled(from);
      return Optional.of(answer);
    } catch (IOException | RuntimeException e) { // whatever came over the wire: it is asked again
      if (!told()) {
        trouble("the leader at " + from.host() + ":" + from.port() + ": " + e.getMessage());
        doubt.run();
      }
      return Optional.empty();
    } finally {
      asked();
    }
  }

  private synchronized boolean told() {
    return news || closed;
  }

  /** An interrupt was for the question alone. */
  private synchronized void asked() throws InterruptedException {
    asking = false;
    boolean interrupted = Thread.interrupted();
    if (interrupted && closed) {
      throw new InterruptedException("closed");
    }
  }

  /** True if the table is a new one. */
  private boolean take(RoutesAnswer answer) {
    if (answer.routes().isEmpty() || answer.version().equals(tables.version())) {
      return false;
    }
    RouteTable table;
    synchronized (tables) {
      table = tables.take(answer.version(), answer.routes().get());
      balancer.route(table);
    }
    LOG.debug("table {} of the leader is table {} here", answer.version(), table.revision());
    if (!answer.strange().isEmpty() && !answer.strange().toString().equals(strangeIn)) {
      answer.strange().stream()
          .limit(MAX_LINES)
          .forEach(line -> LOG.warn("{} is left out, of {}", line, answer.strange().size()));
    }
    strangeIn = answer.strange().toString();
    return true;
  }

  private synchronized void pause(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0 && !news && !closed; ) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }

  /** The same again and again is said once. */
  private void trouble(String text) {
    if (!text.equals(trouble)) {
      trouble = text;
      LOG.warn("no new routes, requests go by the last ones: {}", text);
    }
  }

  private void untroubled(LeaderInfo from) {
    if (!trouble.isEmpty()) {
      trouble = "";
      LOG.info("routes come from the leader at {}:{}", from.host(), from.port());
    }
  }

  /** Asks no more. */
  @Override
  public void close() {
    try {
      detection.close();
    } catch (Exception e) { // the contract of AutoCloseable; what it tells is not heard any more
      LOG.debug("the detector was left with: {}", e.toString());
    }
    synchronized (this) {
      closed = true;
      wake();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
