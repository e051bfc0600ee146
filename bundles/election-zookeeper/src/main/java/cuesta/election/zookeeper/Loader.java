package cuesta.election.zookeeper;

import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;

/** Claims the journal for a term and reads it. Blocks. */
final class Loader {
  /** Of at most half a MiB each: 8 MiB under way hide the round trips and are no burden. */
  private static final int TOGETHER = 16;

  private static final byte[] NOTHING = {};

  private final Ensemble ensemble;
  private final Layout layout;

  Loader(Ensemble ensemble) {
    this.ensemble = ensemble;
    this.layout = ensemble.layout();
  }

  /**
   * What a writer starts from.
   *
   * @param fence that it must find unchanged
   * @param head as it was found
   * @param version of the head's znode
   * @param ends the batches of the log by the position after each
   * @param stored what the caller gets
   */
  record Loaded(Fence fence, Head head, int version, TreeMap<Long, Long> ends, Stored stored) {}

  Loaded load(long term) throws IOException, InterruptedException {
    try {
      ensemble.call(this::refuseNewer);
      Fence fence = ensemble.call(zk -> claim(zk, term));
      Reads.Node node = ensemble.call(zk -> head(zk, fence));
      Head head = Head.decode(layout.head(), node.data());
      TreeMap<Long, Long> ends = new TreeMap<>();
      List<byte[]> changes = new ArrayList<>();
      readSnapshot(head.snapshot(), changes);
      readLog(head, ends, changes);
      return new Loaded(fence, head, node.version(), ends, new Stored(head.position(), changes));
    } catch (KeeperException e) {
      throw new IOException(
          "the journal at " + layout.journal() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Before anything is claimed: whoever cannot read it must not stop the one who can. */
  private Void refuseNewer(ZooKeeper zk) throws KeeperException, InterruptedException, IOException {
    Reads.await(Reads.sync(zk, layout.head()), ensemble.session());
    Optional<Reads.Node> fence = find(zk, layout.fence());
    if (fence.isPresent()) {
      Fence.decode(layout.fence(), fence.get().data(), fence.get().version());
    }
    Optional<Reads.Node> head = find(zk, layout.head());
    if (head.isPresent()) {
      Head.decode(layout.head(), head.get().data());
    }
    return null;
  }

  private Optional<Reads.Node> find(ZooKeeper zk, String path)
      throws KeeperException, InterruptedException {
    try {
      return Optional.of(Reads.await(Reads.get(zk, path), ensemble.session()));
    } catch (KeeperException.NoNodeException e) {
      return Optional.empty();
    }
  }

  private Fence claim(ZooKeeper zk, long term)
      throws KeeperException, InterruptedException, IOException {
    while (true) {
      Optional<Reads.Node> node = find(zk, layout.fence());
      try {
        if (node.isEmpty()) {
          for (String folder : List.of(layout.journal(), layout.log(), layout.snapshots())) {
            Ensemble.createIfAbsent(zk, folder, NOTHING, Ensemble.PRIVATE);
          }
          zk.create(layout.fence(), Fence.encode(term), Ensemble.PRIVATE, CreateMode.PERSISTENT);
          return new Fence(term, 0);
        }
        Fence there = Fence.decode(layout.fence(), node.get().data(), node.get().version());
        if (there.term() > term) {
          throw new FencedException(term, there.term());
        }
        // Also for the same term: what an earlier writer of this process still has under way must
        // not arrive.
        return new Fence(
            term, zk.setData(layout.fence(), Fence.encode(term), there.version()).getVersion());
      } catch (KeeperException.BadVersionException
          | KeeperException.NodeExistsException
          | KeeperException.NoNodeException e) {
        continue; // somebody claimed it in between: look at its term
      }
    }
  }

  /** The head after the claim: nobody else can have changed it since. */
  private Reads.Node head(ZooKeeper zk, Fence fence)
      throws KeeperException, InterruptedException, IOException {
    Reads.await(Reads.sync(zk, layout.head()), ensemble.session());
    Optional<Reads.Node> head = find(zk, layout.head());
    if (head.isPresent()) {
      return head.get();
    }
    if (!zk.getChildren(layout.log(), false).isEmpty()) {
      throw Frame.damaged(layout.head(), "it is missing, though there are batches");
    }
    try {
      zk.multi(
          List.of(
              Op.check(layout.fence(), fence.version()),
              Op.create(
                  layout.head(), Head.EMPTY.encode(), Ensemble.PRIVATE, CreateMode.PERSISTENT)));
    } catch (KeeperException.BadVersionException e) {
      throw new FencedException(fence.term(), claimedBy(zk));
    } catch (KeeperException.NodeExistsException e) {
      return Reads.await(
          Reads.get(zk, layout.head()), ensemble.session()); // the answer was lost, not the write
    }
    return new Reads.Node(Head.EMPTY.encode(), 0);
  }

  private long claimedBy(ZooKeeper zk) throws KeeperException, InterruptedException, IOException {
    Reads.Node node = Reads.await(Reads.get(zk, layout.fence()), ensemble.session());
    return Fence.decode(layout.fence(), node.data(), node.version()).term();
  }

  private void readSnapshot(Head.Snapshot snapshot, List<byte[]> changes)
      throws IOException, KeeperException, InterruptedException {
    List<String> paths =
        LongStream.range(0, snapshot.segments())
            .mapToObj(n -> layout.segment(snapshot.id(), n))
            .toList();
    for (int from = 0; from < paths.size(); from += TOGETHER) {
      for (Batch segment : read(Frame.SEGMENT, paths, from)) {
        changes.addAll(segment.changes());
      }
    }
  }

  private void readLog(Head head, TreeMap<Long, Long> ends, List<byte[]> changes)
      throws IOException, KeeperException, InterruptedException {
    List<String> paths =
        LongStream.range(head.first(), head.next()).mapToObj(layout::batch).toList();
    long position = head.snapshot().position();
    for (int from = 0; from < paths.size(); from += TOGETHER) {
      int index = from;
      for (Batch batch : read(Frame.BATCH, paths, from)) {
        // A snapshot may end within a batch: several appends may share one.
        if (batch.from() > position || batch.end() <= position) {
          throw Frame.damaged(
              paths.get(index),
              "it goes from "
                  + batch.from()
                  + " to "
                  + batch.end()
                  + ", but "
                  + position
                  + " should follow");
        }
        changes.addAll(
            batch.changes().subList((int) (position - batch.from()), batch.changes().size()));
        position = batch.end();
        ends.put(position, head.first() + index);
        index++;
      }
    }
    if (position != head.position()) {
      throw Frame.damaged(
          layout.head(),
          "it names position " + head.position() + ", but the log ends at " + position);
    }
  }

  private List<Batch> read(char kind, List<String> paths, int from)
      throws IOException, KeeperException, InterruptedException {
    List<String> some = paths.subList(from, Math.min(from + TOGETHER, paths.size()));
    List<Reads.Node> nodes;
    try {
      nodes = ensemble.call(zk -> Reads.all(zk, some, ensemble.session()));
    } catch (KeeperException.NoNodeException e) {
      // A later claim may have cut the log down meanwhile: then its term is what the caller must
      // hear of.
      throw Frame.damaged(e.getPath(), "it is missing");
    }
    List<Batch> batches = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      batches.add(Batch.decode(kind, some.get(i), nodes.get(i).data()));
    }
    return batches;
  }
}
