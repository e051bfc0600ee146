package cuesta.contracts.ha;

import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** The journal of a {@link MemoryEnsemble}. */
final class MemoryJournal implements Journal, AutoCloseable {
  /** What all processes share. */
  static final class Log {
    private long term;
    private long claims;
    private final List<byte[]> snapshot = new ArrayList<>();
    private long base; // the position after the snapshot
    private final List<byte[]> changes = new ArrayList<>();

    private long position() {
      return base + changes.size();
    }
  }

  private final Log log;
  private final MemoryPeer peer;
  private long loaded = -1;
  private long claim;
  private volatile boolean closed;

  MemoryJournal(MemoryEnsemble ensemble, MemoryPeer peer) {
    this.log = ensemble.log;
    this.peer = peer;
  }

  @Override
  public Stored load(long term) throws IOException {
    CompletableFuture<Stored> done = new CompletableFuture<>();
    if (closed) {
      throw closedException();
    }
    peer.reach(() -> load(term, done));
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void load(long term, CompletableFuture<Stored> done) {
    if (log.term > term) {
      done.completeExceptionally(new FencedException(term, log.term));
      return;
    }
    log.term = term;
    claim = ++log.claims;
    loaded = term;
    List<byte[]> all = new ArrayList<>(log.snapshot);
    all.addAll(log.changes);
    done.complete(new Stored(log.position(), all.stream().map(byte[]::clone).toList()));
  }

  @Override
  public CompletionStage<Long> append(long term, List<byte[]> changes) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    long bytes = changes.stream().mapToLong(change -> change.length).sum();
    if (closed) {
      done.completeExceptionally(closedException());
    } else if (changes.isEmpty() || bytes > MAX_BATCH) {
      done.completeExceptionally(
          new IllegalArgumentException(
              "changes: "
                  + changes.size()
                  + " of "
                  + bytes
                  + " bytes: append 1 or more, up to "
                  + MAX_BATCH
                  + " bytes"));
    } else {
      List<byte[]> copies = changes.stream().map(byte[]::clone).toList();
      peer.reach(() -> append(term, copies, done));
    }
    return done;
  }

  private void append(long term, List<byte[]> changes, CompletableFuture<Long> done) {
    Optional<Exception> refusal = refusal(term);
    if (refusal.isPresent()) {
      done.completeExceptionally(refusal.get());
    } else {
      log.changes.addAll(changes);
      done.complete(log.position());
    }
  }

  private Optional<Exception> refusal(long term) {
    if (closed) {
      return Optional.of(closedException());
    }
    if (term > loaded) {
      return Optional.of(
          new IllegalStateException(
              "term: " + term + " has not loaded the journal: load it first"));
    }
    if (term < loaded || claim != log.claims) {
      return Optional.of(new FencedException(term, log.term));
    }
    return Optional.empty();
  }

  @Override
  public CompletionStage<Void> snapshot(long term, long position, List<byte[]> changes) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    List<byte[]> copies = changes.stream().map(byte[]::clone).toList();
    peer.reach(() -> snapshot(term, position, copies, done));
    return done;
  }

  private void snapshot(
      long term, long position, List<byte[]> changes, CompletableFuture<Void> done) {
    Optional<Exception> refusal = refusal(term);
    if (refusal.isPresent()) {
      done.completeExceptionally(refusal.get());
    } else if (position < log.base || position > log.position()) {
      done.completeExceptionally(
          new IllegalArgumentException(
              "position: " + position + " is not in the log: use one that an append returned"));
    } else if (changes.stream().anyMatch(change -> change.length > MAX_BATCH)) {
      done.completeExceptionally(
          new IllegalArgumentException("changes: one is larger than " + MAX_BATCH + ": split it"));
    } else {
      log.changes.subList(0, (int) (position - log.base)).clear();
      log.base = position;
      log.snapshot.clear();
      log.snapshot.addAll(changes);
      done.complete(null);
    }
  }

  private static IOException closedException() {
    return new IOException("the journal was closed");
  }

  @Override
  public void close() {
    closed = true;
  }
}
