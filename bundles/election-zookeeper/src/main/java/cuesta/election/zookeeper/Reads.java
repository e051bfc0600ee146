package cuesta.election.zookeeper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Reads that are under way together. */
final class Reads {
  private Reads() {}

  /**
   * A znode.
   *
   * @param data its content
   * @param version its version
   */
  record Node(byte[] data, int version) {}

  static CompletableFuture<Node> get(ZooKeeper zk, String path) {
    CompletableFuture<Node> node = new CompletableFuture<>();
    zk.getData(
        path,
        false,
        (int rc, String p, Object context, byte[] data, Stat stat) -> {
          if (rc == Code.OK.intValue()) {
            node.complete(new Node(data, stat.getVersion()));
          } else {
            node.completeExceptionally(KeeperException.create(Code.get(rc), path));
          }
        },
        null);
    return node;
  }

  /** What is read after it, in the same session, is at least as new as this moment. */
  static CompletableFuture<Void> sync(ZooKeeper zk, String path) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    zk.sync(
        path,
        (rc, p, context) -> {
          if (rc == Code.OK.intValue()) {
            done.complete(null);
          } else {
            done.completeExceptionally(KeeperException.create(Code.get(rc), path));
          }
        },
        null);
    return done;
  }

  static List<Node> all(ZooKeeper zk, List<String> paths, Duration patience)
      throws KeeperException, InterruptedException {
    List<CompletableFuture<Node>> asked = paths.stream().map(path -> get(zk, path)).toList();
    List<Node> nodes = new ArrayList<>(asked.size());
    for (CompletableFuture<Node> node : asked) {
      nodes.add(await(node, patience));
    }
    return nodes;
  }

  static <T> T await(CompletableFuture<T> future, Duration patience)
      throws KeeperException, InterruptedException {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KeeperException k) {
        throw k;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new KeeperException.ConnectionLossException();
    }
  }
}
