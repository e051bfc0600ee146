package cuesta.election.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.TreeSet;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the znodes that everything else relies on. May be broken off and repeated at any point. */
final class Setup {
  private static final Logger LOG = LoggerFactory.getLogger(Setup.class);
  private static final byte[] NOTHING = {};

  private final Layout layout;
  private final boolean embedded;

  Setup(Layout layout, boolean embedded) {
    this.layout = layout;
    this.embedded = embedded;
  }

  void run(ZooKeeper zk) throws KeeperException, InterruptedException {
    if (embedded) {
      // Nobody else on this machine shall put anything into the memory of this process.
      zk.setACL("/", Ensemble.READABLE, -1);
    }
    String path = layout.path();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      Ensemble.createIfAbsent(zk, path.substring(0, slash), NOTHING, Ensemble.READABLE);
    }
    Ensemble.createIfAbsent(zk, path, NOTHING, Ensemble.READABLE);
    for (String node :
        List.of(
            layout.home(),
            layout.candidates(),
            layout.journal(),
            layout.log(),
            layout.snapshots())) {
      Ensemble.createIfAbsent(zk, node, NOTHING, Ensemble.PRIVATE);
    }
    Ensemble.createIfAbsent(zk, layout.term(), "0".getBytes(UTF_8), Ensemble.PRIVATE);
    if (embedded) {
      removeTheDead(zk);
    }
  }

  /**
   * Masters of an earlier process with this server died with it. Without this, their sessions would
   * hold up the election after a crash until they time out.
   */
  private void removeTheDead(ZooKeeper zk) throws KeeperException, InterruptedException {
    TreeSet<Long> dead = new TreeSet<>();
    for (String name : zk.getChildren(layout.candidates(), false)) {
      String node = layout.candidate(name);
      Stat stat = new Stat();
      if (CandidateNode.isEmbedded(zk.getData(node, false, stat))
          && stat.getEphemeralOwner() != zk.getSessionId()) {
        dead.add(stat.getEphemeralOwner());
        remove(zk, node);
      }
    }
    removeIfDead(zk, layout.leader(), dead);
    for (String name : zk.getChildren(layout.path(), false)) {
      if (name.startsWith(Layout.RECORD)) {
        removeIfDead(zk, layout.path() + "/" + name, dead);
      }
    }
    if (!dead.isEmpty()) {
      LOG.info("removed what {} master session(s) of an earlier process had left", dead.size());
    }
  }

  private static void removeIfDead(ZooKeeper zk, String node, TreeSet<Long> dead)
      throws KeeperException, InterruptedException {
    Stat stat = zk.exists(node, false);
    if (stat != null && dead.contains(stat.getEphemeralOwner())) {
      remove(zk, node);
    }
  }

  private static void remove(ZooKeeper zk, String node)
      throws KeeperException, InterruptedException {
    try {
      zk.delete(node, -1);
    } catch (KeeperException.NoNodeException e) {
      LOG.debug("{} has gone by itself", node);
    }
  }
}
