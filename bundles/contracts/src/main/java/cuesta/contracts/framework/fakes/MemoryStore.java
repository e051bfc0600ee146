package cuesta.contracts.framework.fakes;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.FrameworkStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A store in memory. Durable at once: what was committed outlives every session of it, but not the
 * process. Any thread.
 */
public final class MemoryStore {
  private final TreeMap<String, FrameworkStore.Entry> entries = new TreeMap<>();
  private long bytes;
  private int commits;

  /** An empty store. */
  public MemoryStore() {}

  /**
   * A session's access to the store.
   *
   * @return a store that can be retired
   */
  public Session session() {
    return new Session();
  }

  /**
   * What is in it.
   *
   * @return a copy
   */
  public synchronized TreeMap<String, FrameworkStore.Entry> entries() {
    return new TreeMap<>(entries);
  }

  /**
   * How many batches were committed.
   *
   * @return the number
   */
  public synchronized int commits() {
    return commits;
  }

  /** The store as one session sees it. */
  public final class Session implements FrameworkStore {
    private boolean retired;

    private Session() {}

    /** The session ends: its writes are refused from now on. */
    public void retire() {
      synchronized (MemoryStore.this) {
        retired = true;
      }
    }

    @Override
    public CompletionStage<Void> commit(List<Op> batch) {
      Optional<Reason> refusal;
      synchronized (MemoryStore.this) {
        refusal = retired ? Optional.of(over()) : write(batch);
      }
      return refusal.isPresent()
          ? CompletableFuture.failedFuture(new Refused(refusal.get()))
          : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Optional<Entry>> get(String key) {
      synchronized (MemoryStore.this) {
        return CompletableFuture.completedFuture(Optional.ofNullable(entries.get(key)));
      }
    }

    @Override
    public CompletionStage<Page> scan(String prefix, String after, int limit) {
      if (limit < 1 || limit > 1_000) {
        throw new IllegalArgumentException("limit must be 1 to 1000, not " + limit);
      }
      synchronized (MemoryStore.this) {
        return CompletableFuture.completedFuture(page(prefix, after, limit));
      }
    }

    private Page page(String prefix, String after, int limit) {
      List<Entry> page = new ArrayList<>();
      for (Map.Entry<String, Entry> one : entries.tailMap(prefix, true).entrySet()) {
        if (!one.getKey().startsWith(prefix)) {
          break;
        }
        if (one.getKey().compareTo(after) <= 0) {
          continue;
        }
        if (page.size() == limit) {
          return new Page(page, Optional.of(page.getLast().key()));
        }
        page.add(one.getValue());
      }
      return new Page(page, Optional.empty());
    }
  }

  private static Reason over() {
    return Reason.of(Reasons.SESSION_OVER, "", "the session is over", "subscribe again");
  }

  private Optional<Reason> write(List<FrameworkStore.Op> batch) {
    long batchBytes = 0;
    long after = bytes;
    Set<String> seen = new HashSet<>();
    for (FrameworkStore.Op op : batch) {
      FrameworkStore.Entry before = entries.get(op.key());
      long version = before == null ? 0 : before.version();
      if (version != op.expectedVersion() || !seen.add(op.key())) {
        return Optional.of(
            Reason.of(
                Reasons.STORE_CONFLICT,
                op.key(),
                "it has version " + version + ", not " + op.expectedVersion(),
                "read it again"));
      }
      long size = op.value().map(value -> size(op.key(), value)).orElse(0L);
      batchBytes += op.value().isPresent() ? size : size(op.key(), new byte[0]);
      after += size - (before == null ? 0 : size(op.key(), before.value()));
    }
    if (batchBytes > FrameworkStore.MAX_BATCH) {
      return full("batch", batchBytes, FrameworkStore.MAX_BATCH);
    }
    if (after > FrameworkStore.MAX_STORE && after > bytes) {
      return full("store", after, FrameworkStore.MAX_STORE);
    }
    batch.forEach(this::apply);
    bytes = after;
    commits++;
    return Optional.empty();
  }

  private static Optional<Reason> full(String what, long would, long limit) {
    return Optional.of(
        Reason.of(Reasons.STORE_FULL, what, "it would have " + would + " bytes; at most " + limit));
  }

  private static long size(String key, byte[] value) {
    return key.getBytes(StandardCharsets.UTF_8).length + value.length;
  }

  private void apply(FrameworkStore.Op op) {
    if (op.value().isPresent()) {
      entries.put(
          op.key(),
          new FrameworkStore.Entry(
              op.key(), op.expectedVersion() + 1, op.schema(), op.value().get()));
    } else {
      entries.remove(op.key());
    }
  }
}
