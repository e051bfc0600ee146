package cuesta.core.edge.master;

import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal;
import cuesta.core.master.Registry;
import cuesta.core.master.RegistryChange;
import cuesta.engine.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one leadership's changes to the journal: collected during a batch of the loop, appended
 * together at its end, and cut down to a snapshot when the log has outgrown it. On the loop's
 * thread, but for the answers.
 */
final class RegistryWriter {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryWriter.class);

  /** A log below this is never worth a snapshot. */
  private static final long MIN_LOG = 1 << 20;

  /** Told of appends that were not written. */
  interface Failed {
    /** So many changes were refused or lost. */
    void append(int changes, Throwable failure);
  }

  private record Batch(long position, List<byte[]> changes) {}

  private record Written(long position, long journal) {}

  private final Journal journal;
  private final RegistryCodec codec;
  private final long term;
  private final LongConsumer committed;
  private final Failed failed;
  private final Executor worker;
  private final List<Batch> collected = new ArrayList<>();
  private final ArrayDeque<Written> written = new ArrayDeque<>(); // guarded by itself
  private long logBytes;
  private long snapshotBytes;
  private volatile boolean snapshotting;

  /**
   * A writer for one term.
   *
   * @param committed told the loop's position when all up to it is durable; any thread
   * @param failed told of each append that was not written, which is the end of all; any thread
   * @param worker encodes snapshots
   */
  RegistryWriter(
      Journal journal,
      RegistryCodec codec,
      long term,
      LongConsumer committed,
      Failed failed,
      Executor worker) {
    this.journal = journal;
    this.codec = codec;
    this.term = term;
    this.committed = committed;
    this.failed = failed;
    this.worker = worker;
  }

  long term() {
    return term;
  }

  void collect(long position, List<Change> changes) {
    List<byte[]> bytes = new ArrayList<>(changes.size());
    for (Change change : changes) {
      bytes.add(codec.encode((RegistryChange) change));
    }
    collected.add(new Batch(position, bytes));
  }

  /**
   * Appends what was collected, in as few appends as the journal's limit allows. A step's changes
   * are never torn apart.
   */
  void flush() {
    List<byte[]> together = new ArrayList<>();
    long size = 0;
    long last = 0;
    for (Batch batch : collected) {
      long bytes = batch.changes().stream().mapToLong(c -> c.length).sum();
      if (!together.isEmpty() && size + bytes > Journal.MAX_BATCH) {
        append(last, together);
        together = new ArrayList<>();
        size = 0;
      }
      together.addAll(batch.changes());
      size += bytes;
      last = batch.position();
    }
    if (!together.isEmpty()) {
      append(last, together);
    }
    collected.clear();
  }

  private void append(long position, List<byte[]> changes) {
    logBytes += changes.stream().mapToLong(c -> c.length).sum();
    journal
        .append(term, changes)
        .whenComplete(
            (at, failure) -> {
              if (failure == null) {
                synchronized (written) {
                  written.add(new Written(position, at));
                }
                committed.accept(position);
              } else {
                failed.append(
                    changes.size(),
                    failure instanceof CompletionException ? failure.getCause() : failure);
              }
            });
  }

  /**
   * The loop has published a registry of which all up to {@code durable} is written; the moment for
   * a snapshot, if one is due.
   */
  void published(long durable, Registry registry) {
    long at = -1;
    synchronized (written) {
      while (!written.isEmpty() && written.peek().position() <= durable) {
        Written one = written.poll();
        at = one.position() == durable ? one.journal() : -1;
      }
    }
    if (at >= 0 && !snapshotting && logBytes > Math.max(MIN_LOG, 2 * snapshotBytes)) {
      snapshotting = true;
      logBytes = 0;
      long journalPosition = at;
      worker.execute(() -> snapshot(journalPosition, registry));
    }
  }

  private void snapshot(long at, Registry registry) {
    List<byte[]> changes = new ArrayList<>();
    long bytes = 0;
    for (RegistryChange change : registry.snapshot()) {
      byte[] encoded = codec.encode(change);
      bytes += encoded.length;
      changes.add(encoded);
    }
    snapshotBytes = bytes;
    journal
        .snapshot(term, at, changes)
        .whenComplete(
            (done, failure) -> {
              snapshotting = false;
              if (failure != null && !(failure instanceof FencedException)) {
                LOG.warn("the registry's log could not be cut down; it goes on growing", failure);
              }
            });
  }
}
