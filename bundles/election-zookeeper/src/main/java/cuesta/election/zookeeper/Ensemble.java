package cuesta.election.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to ZooKeeper. Curator keeps it: it makes a new session when one is lost. It
 * retries nothing: after a lost connection every writer here must look what became of its write.
 */
final class Ensemble implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ensemble.class);

  /** For what nobody else may read or write. */
  static final List<ACL> PRIVATE = ZooDefs.Ids.CREATOR_ALL_ACL;

  /** For what clients of Mesos read: the path and the leader's record. */
  static final List<ACL> READABLE =
      Arrays.asList( // and not List.of: the client asks it for null
          new ACL(Perms.READ, ZooDefs.Ids.ANYONE_ID_UNSAFE),
          new ACL(Perms.ALL, ZooDefs.Ids.AUTH_IDS));

  private static final long FIRST_PAUSE_MS = 20;
  private static final long LONGEST_PAUSE_MS = 500;

  private final CuratorFramework curator;
  private final String connect;
  private final Layout layout;
  private final Duration session;
  private final boolean embedded;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String problem = "no connection yet";

  /** A call which may be repeated. */
  interface Call<T> {
    T on(ZooKeeper zk) throws KeeperException, InterruptedException, IOException;
  }

  /**
   * A connection that is not open yet.
   *
   * @param embedded whether the server lives in this process, and with it all masters that use this
   *     connection
   */
  Ensemble(String connect, Layout layout, Duration session, String credentials, boolean embedded) {
    this.connect = connect;
    this.layout = layout;
    this.session = session;
    this.embedded = embedded;
    ZKClientConfig client = new ZKClientConfig();
    client.setProperty(
        ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, Long.toString(2 * session.toMillis()));
    curator =
        CuratorFrameworkFactory.builder()
            .connectString(connect)
            .sessionTimeoutMs((int) session.toMillis())
            .connectionTimeoutMs((int) session.toMillis())
            .authorization("digest", credentials.getBytes(StandardCharsets.UTF_8))
            .retryPolicy((count, elapsed, sleeper) -> false)
            .ensembleTracker(false) // its reads of the configuration are not for every user
            .zkClientConfig(client)
            .build();
  }

  /** Connects and makes the znodes; blocks until it is done, or closed, or interrupted. */
  void open() throws InterruptedException {
    if (isClosed()) {
      return;
    }
    curator.start();
    Setup setup = new Setup(layout, embedded);
    for (long pause = FIRST_PAUSE_MS; !isClosed(); pause = longer(pause)) {
      try {
        setup.run(zk());
        problem = "";
        ready.countDown();
        LOG.info("connected to zk://{}{}", connect, layout.path());
        granted(zk().getSessionTimeout());
        return;
      } catch (KeeperException e) {
        String now = explain(e);
        if (!now.equals(problem)) {
          problem = now;
          LOG.warn("zk://{}{}: {}", connect, layout.path(), now);
        }
      }
      pause(pause);
    }
  }

  /** The server has bounds of its own, and grants what is nearest without a word. */
  private void granted(int millis) {
    if (millis != session.toMillis()) {
      LOG.warn(
          "session.timeout.ms: asked for {}, but zk://{} grants {}: a silent master is replaced"
              + " after that; choose a time within its bounds, or change its minSessionTimeout and"
              + " maxSessionTimeout",
          session.toMillis(),
          connect,
          millis);
    }
  }

  /** Why nothing can be used, told to whoever waits for it. */
  void fail(String why) {
    problem = why;
  }

  private static String explain(KeeperException e) {
    return switch (e.code()) {
      case NOAUTH, INVALIDACL, AUTHFAILED ->
          "no permission for "
              + e.getPath()
              + ": it was made with another key: use that key (key.file, or user:password in"
              + " servers), or another path";
      default -> Retry.isWorth(e) ? "does not answer (" + e.code() + ")" : e.getMessage();
    };
  }

  static long longer(long pause) {
    return Math.min(2 * pause, LONGEST_PAUSE_MS);
  }

  /** Waits, but not beyond the end. */
  void pause(long millis) throws InterruptedException {
    closed.await(millis, TimeUnit.MILLISECONDS);
  }

  boolean awaitReady(Duration patience) throws InterruptedException {
    return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The present handle; another one after each lost session. */
  ZooKeeper zk() throws KeeperException {
    try {
      return curator.getZookeeperClient().getZooKeeper();
    } catch (KeeperException e) {
      throw e;
    } catch (
        Exception
            e) { // the signature of Curator; what it throws beside is a handle it could not make
      LOG.debug("no handle", e);
      throw new KeeperException.ConnectionLossException();
    }
  }

  /** Whether it can be used now. */
  boolean isUsable() {
    return ready.getCount() == 0 && !isClosed() && curator.getZookeeperClient().isConnected();
  }

  /**
   * Repeats a call until it is answered.
   *
   * @throws IOException if that takes longer than three session timeouts
   */
  <T> T call(Call<T> call) throws IOException, KeeperException, InterruptedException {
    long end = System.nanoTime() + patience().toNanos();
    if (!awaitReady(patience())) {
      throw unreachable(problem);
    }
    for (long pause = FIRST_PAUSE_MS; ; pause = longer(pause)) {
      KeeperException last;
      try {
        return call.on(zk());
      } catch (KeeperException e) {
        if (!Retry.isWorth(e)) {
          throw e;
        }
        last = e;
      }
      if (isClosed() || System.nanoTime() > end) {
        throw unreachable(last.code().toString());
      }
      pause(pause);
    }
  }

  private IOException unreachable(String why) {
    return new IOException(
        "ZooKeeper at "
            + connect
            + " cannot be used ("
            + why
            + "): check that a majority of its servers runs and can be reached");
  }

  private Duration patience() {
    return session.multipliedBy(3);
  }

  static void createIfAbsent(ZooKeeper zk, String path, byte[] data, List<ACL> acl)
      throws KeeperException, InterruptedException {
    try {
      if (zk.exists(path, false) == null) {
        zk.create(path, data, acl, CreateMode.PERSISTENT);
      }
    } catch (KeeperException.NodeExistsException e) {
      LOG.debug("{} was made by somebody else meanwhile", path);
    }
  }

  Layout layout() {
    return layout;
  }

  Duration session() {
    return session;
  }

  boolean isEmbedded() {
    return embedded;
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
    curator.close();
  }
}
