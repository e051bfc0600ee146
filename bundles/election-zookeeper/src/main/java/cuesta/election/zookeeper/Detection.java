package cuesta.election.zookeeper;

import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One follower, on a thread of its own. While ZooKeeper does not answer, the leader it named last
 * counts: to know none would only cut links that work.
 */
final class Detection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Detection.class);

  private final Ensemble ensemble;
  private final Consumer<Optional<LeaderInfo>> listener;
  private final Semaphore changes = new Semaphore(0);
  private final Watcher watcher = event -> changes.release();
  private final Thread thread = Thread.ofVirtual().name("cuesta-detector").unstarted(this::run);
  private volatile boolean closed;
  private Optional<LeaderInfo> told;
  private String unreadable = "";

  Detection(Ensemble ensemble, Consumer<Optional<LeaderInfo>> listener) {
    this.ensemble = ensemble;
    this.listener = listener;
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    changes.release();
  }

  private boolean isOver() {
    return closed || ensemble.isClosed();
  }

  private void run() {
    try {
      if (!ensemble.isUsable()) {
        tell(Optional.empty());
      }
      while (!isOver() && !ensemble.awaitReady(ensemble.session())) {
        LOG.debug("waits for ZooKeeper");
      }
      for (long pause = 10; !isOver(); ) {
        try {
          tell(look(ensemble.zk()));
          pause = 10;
          // Watches tell of every change; the timeout only bounds what a lost one could cost.
          changes.tryAcquire(ensemble.session().toMillis(), TimeUnit.MILLISECONDS);
          changes.drainPermits();
        } catch (KeeperException e) {
          LOG.debug("will look again", e);
          ensemble.pause(pause);
          pause = Ensemble.longer(pause);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("a detector was interrupted", e);
    }
  }

  private Optional<LeaderInfo> look(ZooKeeper zk) throws KeeperException, InterruptedException {
    String path = ensemble.layout().path();
    Optional<String> first =
        zk.getChildren(path, watcher).stream()
            .filter(name -> name.matches(Layout.RECORD + "[0-9]{1,10}"))
            .min(Comparator.comparingLong(Detection::sequence));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String record = path + "/" + first.get();
    try {
      return Optional.of(LeaderRecord.decode(zk.getData(record, watcher, null)));
    } catch (KeeperException.NoNodeException e) {
      changes.release(); // it went since the listing
      return told == null ? Optional.empty() : told;
    } catch (IOException e) {
      if (!record.equals(unreadable)) {
        unreadable = record;
        LOG.warn(
            "znode {} is not a leader of Cuesta: {}: give each cluster a path of its own",
            record,
            e.getMessage());
      }
      return Optional.empty();
    }
  }

  private static long sequence(String name) {
    return Long.parseLong(name.substring(Layout.RECORD.length()));
  }

  private void tell(Optional<LeaderInfo> leader) {
    if (closed || leader.equals(told)) {
      return;
    }
    told = leader;
    try {
      listener.accept(leader);
    } catch (RuntimeException e) { // a foreign listener must not end the following
      LOG.error("a listener failed when it was told of the leader", e);
    }
  }
}
