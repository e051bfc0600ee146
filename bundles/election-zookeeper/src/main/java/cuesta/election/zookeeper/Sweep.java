package cuesta.election.zookeeper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what the head does not name: batches before its first, and snapshots which it does not
 * point to, be they replaced or never finished. Blocks. Snapshots of a later claim are left alone:
 * so a leader that does not know yet that it leads no more cannot harm the next one.
 */
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /**
   * Znodes that go in one write: each write is synced to disk, so one by one they cost as much as
   * the appends that made them. Small enough that appends get in between.
   */
  private static final int TOGETHER = 100;

  private final Ensemble ensemble;
  private final Layout layout;
  private final Fence fence;

  Sweep(Ensemble ensemble, Fence fence) {
    this.ensemble = ensemble;
    this.layout = ensemble.layout();
    this.fence = fence;
  }

  /**
   * May be broken off at any point; the next one does the rest.
   *
   * @param head that is durable
   */
  void run(Head head) throws IOException, KeeperException, InterruptedException {
    for (String id : children(layout.snapshots())) {
      int of = Head.Snapshot.fence(id);
      if (of >= 0 && of <= fence.version() && !id.equals(head.snapshot().id())) {
        removeSnapshot(layout.snapshot(id));
      }
    }
    long firstGroup = Layout.group(head.first());
    for (String name : children(layout.log())) {
      long group = number(name);
      if (group >= 0 && group <= firstGroup) {
        removeBatches(layout.batches(group), head.first());
        if (group < firstGroup) {
          remove(layout.batches(group));
        }
      }
    }
  }

  private void removeSnapshot(String path)
      throws IOException, KeeperException, InterruptedException {
    LOG.debug("removes snapshot {}", path);
    for (String group : children(path)) {
      String segments = path + "/" + group;
      remove(children(segments).stream().map(name -> segments + "/" + name).toList());
      remove(segments);
    }
    remove(path);
  }

  private void removeBatches(String group, long first)
      throws IOException, KeeperException, InterruptedException {
    List<String> obsolete = new ArrayList<>();
    for (String name : children(group)) {
      long batch = number(name);
      if (batch >= 0 && batch < first) {
        obsolete.add(group + "/" + name);
      }
    }
    remove(obsolete);
  }

  private static long number(String name) {
    return name.matches("[0-9]{1,18}") ? Long.parseLong(name) : -1;
  }

  private List<String> children(String path)
      throws IOException, KeeperException, InterruptedException {
    try {
      return ensemble.call(zk -> zk.getChildren(path, false));
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    }
  }

  private void remove(List<String> paths)
      throws IOException, KeeperException, InterruptedException {
    for (int from = 0; from < paths.size(); from += TOGETHER) {
      List<String> some = paths.subList(from, Math.min(from + TOGETHER, paths.size()));
      if (!ensemble.call(zk -> removedTogether(zk, some))) {
        for (String path : some) {
          remove(path);
        }
      }
    }
  }

  /** False if nothing was removed, since one of them is gone: perhaps all, and the answer lost. */
  private static boolean removedTogether(ZooKeeper zk, List<String> paths)
      throws KeeperException, InterruptedException {
    try {
      zk.multi(paths.stream().map(path -> Op.delete(path, -1)).toList());
      return true;
    } catch (KeeperException.NoNodeException | KeeperException.NotEmptyException e) {
      return false;
    }
  }

  private void remove(String path) throws IOException, KeeperException, InterruptedException {
    ensemble.call(zk -> remove(zk, path));
  }

  private static Void remove(ZooKeeper zk, String path)
      throws KeeperException, InterruptedException {
    try {
      zk.delete(path, -1);
    } catch (KeeperException.NoNodeException | KeeperException.NotEmptyException e) {
      LOG.debug("{} was left: {}", path, e.code());
    }
    return null;
  }
}
