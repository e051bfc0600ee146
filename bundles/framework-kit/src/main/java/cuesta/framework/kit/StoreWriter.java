package cuesta.framework.kit;

import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.FrameworkStore.Op;
import cuesta.engine.Change;
import cuesta.framework.kit.StoreCodec.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns changes into batches with the versions they expect. One batch is under way at a time; what
 * comes meanwhile goes together into the next: the slower the store, the larger the batches. A step
 * that is too large for one batch is split in order, so the changes of a step must be true one by
 * one. One thread.
 */
public final class StoreWriter {
  /** Room that a batch leaves for keys and framing. */
  private static final int ROOM = FrameworkStore.MAX_BATCH - 16 * 1024;

  /**
   * A batch.
   *
   * @param upTo the position that is durable with it
   * @param ops what to write
   */
  public record Batch(long upTo, List<Op> ops) {}

  private record Pending(long position, Write write, boolean last) {}

  private final StoreCodec codec;
  private final Map<String, Long> versions = new TreeMap<>();
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private long collected;
  private long sent;
  private boolean underWay;

  /**
   * A writer.
   *
   * @param codec how changes are written
   */
  public StoreWriter(StoreCodec codec) {
    this.codec = codec;
  }

  /**
   * An entry was read.
   *
   * @param key its key
   * @param version its version
   */
  public void known(String key, long version) {
    versions.put(key, version);
  }

  /**
   * Collects the changes of a step.
   *
   * @param position the step's position
   * @param changes at least one
   */
  public void collect(long position, List<Change> changes) {
    for (int i = 0; i < changes.size(); i++) {
      pending.add(new Pending(position, codec.write(changes.get(i)), i == changes.size() - 1));
    }
    collected = position;
  }

  /**
   * Writes entries anew that were read in an older form; before the first step.
   *
   * @param changes what was read
   */
  public void rewrite(List<Change> changes) {
    changes.forEach(change -> pending.add(new Pending(0, codec.write(change), false)));
  }

  /**
   * The next batch, unless one is under way.
   *
   * @return the batch; null if there is none
   */
  public Batch next() {
    if (underWay || pending.isEmpty()) {
      return null;
    }
    TreeMap<String, Write> writes = new TreeMap<>();
    long bytes = 0;
    while (!pending.isEmpty()) {
      Write write = pending.peek().write();
      long size = size(write);
      if (bytes > 0 && bytes + size > ROOM) {
        break;
      }
      bytes += size; // an overwritten write still counts: an estimate on the safe side
      writes.put(write.key(), write);
      Pending taken = pending.poll();
      if (taken.last()) {
        sent = taken.position();
      }
    }
    underWay = true;
    return new Batch(sent, ops(writes));
  }

  private static long size(Write write) {
    return write.key().getBytes(StandardCharsets.UTF_8).length
        + write.value().map(value -> value.length).orElse(0);
  }

  private List<Op> ops(TreeMap<String, Write> writes) {
    List<Op> ops = new ArrayList<>(writes.size());
    for (Write write : writes.values()) {
      long version = versions.getOrDefault(write.key(), 0L);
      if (write.value().isPresent()) {
        ops.add(Op.put(write.key(), version, write.schema(), write.value().get()));
        versions.put(write.key(), version + 1);
      } else if (version > 0) {
        ops.add(Op.remove(write.key(), version));
        versions.remove(write.key());
      } // written and removed within one batch: nothing to do
    }
    return ops;
  }

  /** The batch under way is durable. */
  public void done() {
    underWay = false;
  }

  /**
   * Whether something is not durable yet.
   *
   * @return true if so
   */
  public boolean isBehind() {
    return underWay || !pending.isEmpty();
  }

  /**
   * The position of the last step that was collected.
   *
   * @return its position
   */
  public long collected() {
    return collected;
  }
}
