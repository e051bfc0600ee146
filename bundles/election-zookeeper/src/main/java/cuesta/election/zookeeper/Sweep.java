package cuesta.election.zookeeper;

import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.KeeperException;
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
      for (String segment : children(path + "/" + group)) {
        remove(path + "/" + group + "/" + segment);
      }
      remove(path + "/" + group);
    }
    remove(path);
  }

  private void removeBatches(String group, long first)
      throws IOException, KeeperException, InterruptedException {
    for (String name : children(group)) {
      long batch = number(name);
      if (batch >= 0 && batch < first) {
        remove(group + "/" + name);
      }
    }
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
