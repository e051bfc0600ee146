package cuesta.election.zookeeper;

import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;

/**
 * Writes the segments of one snapshot below a name that nobody knows yet. Blocks; appends go on
 * meanwhile, between one segment and the next.
 */
final class SnapshotWriter {
  private static final byte[] NOTHING = {};

  private final Ensemble ensemble;
  private final Layout layout;
  private final Fence fence;
  private final String id;
  private long segments;

  SnapshotWriter(Ensemble ensemble, Fence fence, String id) {
    this.ensemble = ensemble;
    this.layout = ensemble.layout();
    this.fence = fence;
    this.id = id;
  }

  /**
   * Returns when all of it is durable.
   *
   * @return how many segments there are
   */
  int write(List<byte[]> changes) throws IOException, KeeperException, InterruptedException {
    create(
        List.of(Op.create(layout.snapshot(id), NOTHING, Ensemble.PRIVATE, CreateMode.PERSISTENT)));
    List<byte[]> segment = new ArrayList<>();
    int bytes = 0;
    for (byte[] change : changes) {
      if (change.length > Journal.MAX_BATCH) {
        throw new IllegalArgumentException(
            "changes: one has "
                + change.length
                + " bytes, more than "
                + Journal.MAX_BATCH
                + ": split it");
      }
      int length = Changes.encodedLength(change);
      if (!segment.isEmpty() && bytes + length > Journal.MAX_BATCH) {
        writeSegment(segment, bytes);
        segment.clear();
        bytes = 0;
      }
      segment.add(change);
      bytes += length;
    }
    if (!segment.isEmpty()) {
      writeSegment(segment, bytes);
    }
    return Math.toIntExact(segments);
  }

  private void writeSegment(List<byte[]> changes, int bytes)
      throws IOException, KeeperException, InterruptedException {
    ByteBuffer encoded = ByteBuffer.allocate(bytes);
    changes.forEach(change -> Changes.put(encoded, change));
    List<Op> ops = new ArrayList<>();
    if (segments % Layout.CHILDREN == 0) {
      String group = layout.segments(id, Layout.group(segments));
      ops.add(Op.create(group, NOTHING, Ensemble.PRIVATE, CreateMode.PERSISTENT));
    }
    byte[] data = Batch.encode(Frame.SEGMENT, 0, changes.size(), List.of(encoded.array()));
    ops.add(Op.create(layout.segment(id, segments), data, Ensemble.PRIVATE, CreateMode.PERSISTENT));
    create(ops);
    segments++;
  }

  private void create(List<Op> creations)
      throws IOException, KeeperException, InterruptedException {
    List<Op> ops = new ArrayList<>();
    ops.add(Op.check(layout.fence(), fence.version()));
    ops.addAll(creations);
    ensemble.call(zk -> create(zk, ops));
  }

  private Void create(ZooKeeper zk, List<Op> ops)
      throws KeeperException, InterruptedException, IOException {
    try {
      zk.multi(ops);
    } catch (KeeperException.NodeExistsException e) {
      return null; // the name is ours alone: the answer was lost, not the write
    } catch (KeeperException.BadVersionException e) {
      Reads.Node node = Reads.await(Reads.get(zk, layout.fence()), ensemble.session());
      throw new FencedException(
          fence.term(), Fence.decode(layout.fence(), node.data(), node.version()).term());
    }
    return null;
  }
}
