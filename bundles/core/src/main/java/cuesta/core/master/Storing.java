package cuesta.core.master;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.framework.FrameworkStore;
import cuesta.engine.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes to frameworks' stores: compare-and-set batches, all or nothing, replied to once they are
 * durable.
 */
final class Storing {
  private Storing() {}

  static Optional<Reason> commit(Turn turn, FrameworkId id, List<FrameworkStore.Op> batch) {
    Registry.Store found = turn.state().registry().stores().get(id);
    Registry.Store store = found == null ? new Registry.Store(Table.empty(), 0) : found;
    List<FrameworkStore.Entry> written = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    Table<String, Boolean> seen = Table.empty();
    long bytes = 0;
    for (FrameworkStore.Op op : batch) {
      FrameworkStore.Entry before = store.entries().get(op.key());
      long version = before == null ? 0 : before.version();
      if (version != op.expectedVersion() || seen.has(op.key())) {
        return conflict(op, version, seen.has(op.key()));
      }
      seen = seen.with(op.key(), true);
      bytes += op.key().getBytes(StandardCharsets.UTF_8).length;
      if (op.value().isPresent()) {
        bytes += op.value().get().length;
        written.add(new FrameworkStore.Entry(op.key(), version + 1, op.schema(), op.value().get()));
      } else {
        removed.add(op.key());
      }
    }
    Optional<Reason> full = tooLarge(store, written, removed, bytes);
    if (full.isEmpty() && !batch.isEmpty()) {
      turn.record(new RegistryChange.StoreWritten(id, written, removed));
    }
    return full;
  }

  private static Optional<Reason> conflict(FrameworkStore.Op op, long version, boolean twice) {
    return Optional.of(
        Reason.of(
            Reasons.STORE_CONFLICT,
            op.key(),
            twice
                ? "the batch names it twice"
                : "it has version " + version + ", not " + op.expectedVersion(),
            "read it again"));
  }

  private static Optional<Reason> tooLarge(
      Registry.Store store, List<FrameworkStore.Entry> written, List<String> removed, long batch) {
    if (batch > FrameworkStore.MAX_BATCH) {
      return Optional.of(
          Reason.of(
              Reasons.STORE_FULL,
              "batch",
              "it has " + batch + " bytes; at most " + FrameworkStore.MAX_BATCH,
              "split it"));
    }
    Registry.Store after = store;
    for (String key : removed) {
      after = after.without(key);
    }
    for (FrameworkStore.Entry entry : written) {
      after = after.with(entry);
    }
    return after.bytes() <= FrameworkStore.MAX_STORE || after.bytes() <= store.bytes()
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                Reasons.STORE_FULL,
                "store",
                "it would have " + after.bytes() + " bytes; at most " + FrameworkStore.MAX_STORE,
                "remove entries"));
  }
}
