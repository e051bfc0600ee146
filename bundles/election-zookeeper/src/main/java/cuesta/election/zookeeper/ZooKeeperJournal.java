package cuesta.election.zookeeper;

import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal below {@code <path>.cuesta/journal}; what lies there is in the README of the bundle.
 */
final class ZooKeeperJournal implements Journal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperJournal.class);

  private final Ensemble ensemble;
  private final ReentrantLock loading = new ReentrantLock();

  /** The writer's thread. */
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("cuesta-journal").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * For snapshots and sweeps, one at a time: a sweep must not meet a snapshot that is being
   * written.
   */
  private final ExecutorService keeper =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("cuesta-journal-keeper").factory());

  private Writer writer; // on the writer's thread
  private int snapshots; // on the keeper's thread
  private volatile boolean closed;

  ZooKeeperJournal(Ensemble ensemble) {
    this.ensemble = ensemble;
  }

  @Override
  public Stored load(long term) throws IOException {
    try {
      loading.lockInterruptibly();
      try {
        Loader.Loaded loaded = new Loader(ensemble).load(term);
        Writer next = new Writer(ensemble, thread, loaded);
        onThread(() -> replace(next));
        keeper.execute(() -> sweep(loaded.fence(), loaded.head()));
        return loaded.stored();
      } finally {
        loading.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the journal was read", e);
    }
  }

  private void replace(Writer next) {
    if (writer != null) {
      writer.end(new FencedException(writer.term(), next.term()));
    }
    writer = next;
    writer.start();
    if (closed) {
      writer.end(closedException());
    }
  }

  private void onThread(Runnable work) throws InterruptedException, IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    thread.execute(
        () -> {
          work.run();
          done.complete(null);
        });
    if (closed) {
      throw closedException();
    }
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static IOException closedException() {
    return new IOException("the journal was closed");
  }

  @Override
  public CompletionStage<Long> append(long term, List<byte[]> changes) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    byte[] encoded;
    try {
      encoded = Changes.encode(changes);
    } catch (IllegalArgumentException e) {
      done.completeExceptionally(e);
      return done;
    }
    int count = changes.size();
    if (closed) {
      done.completeExceptionally(closedException());
    } else {
      thread.execute(
          () -> {
            if (mayWrite(term, done)) {
              writer.append(count, encoded, done);
            }
          });
    }
    return done;
  }

  private boolean mayWrite(long term, CompletableFuture<?> done) {
    if (writer == null || writer.term() < term) {
      done.completeExceptionally(
          new IllegalStateException(
              "term: " + term + " has not loaded the journal: load it first"));
    } else if (writer.term() > term) {
      done.completeExceptionally(new FencedException(term, writer.term()));
    } else {
      return true;
    }
    return false;
  }

  @Override
  public CompletionStage<Void> snapshot(long term, long position, List<byte[]> changes) {
    List<byte[]> kept = List.copyOf(changes);
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (closed) {
      done.completeExceptionally(closedException());
      return done;
    }
    keeper.execute(() -> snapshot(term, position, kept, done));
    return done;
  }

  private void snapshot(
      long term, long position, List<byte[]> changes, CompletableFuture<Void> done) {
    try {
      CompletableFuture<Writer> asked = new CompletableFuture<>();
      onThread(() -> askForSnapshot(term, position, asked));
      Writer by = asked.get();
      Fence fence = by.fence();
      int number = ++snapshots;
      int segments =
          new SnapshotWriter(ensemble, fence, Head.Snapshot.id(fence.version(), number))
              .write(changes);
      Head.Snapshot snapshot = new Head.Snapshot(fence.version(), number, segments, position);
      CompletableFuture<Long> switched = new CompletableFuture<>();
      CompletableFuture<Head> head = switched.thenApply(at -> by.head());
      onThread(() -> by.switchTo(snapshot, switched));
      Head after = head.get();
      done.complete(null);
      sweep(fence, after);
    } catch (ExecutionException e) {
      done.completeExceptionally(e.getCause());
    } catch (InterruptedException e) {
      done.completeExceptionally(closedException());
    } catch (KeeperException e) {
      done.completeExceptionally(
          new IOException("the snapshot cannot be written: " + e.getMessage(), e));
    } catch (IOException | RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private void askForSnapshot(long term, long position, CompletableFuture<Writer> asked) {
    if (mayWrite(term, asked)) {
      String refusal = writer.refusalOfSnapshot(position);
      if (refusal == null) {
        asked.complete(writer);
      } else {
        asked.completeExceptionally(new IllegalArgumentException(refusal));
      }
    }
  }

  private void sweep(Fence fence, Head head) {
    try {
      new Sweep(ensemble, fence).run(head);
    } catch (KeeperException | IOException e) {
      LOG.info(
          "did not remove all that is obsolete below {}: {}; the next sweep will",
          ensemble.layout().journal(),
          e.getMessage());
    } catch (InterruptedException e) {
      LOG.debug("a sweep was interrupted", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    keeper.shutdownNow();
    thread.execute(
        () -> {
          if (writer != null) {
            writer.end(closedException());
          }
        });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.shutdown();
  }
}
