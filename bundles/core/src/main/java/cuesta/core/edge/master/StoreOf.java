package cuesta.core.edge.master;

import cuesta.api.framework.FrameworkStore;
import cuesta.core.master.FrameworkCall;
import cuesta.core.master.MasterState;
import cuesta.core.master.Registry;
import cuesta.engine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A framework's store: writes go through the loop, reads see the last committed registry and never
 * touch it.
 */
final class StoreOf implements FrameworkStore {
  private static final int MAX_PAGE = 1_000;

  private final Sessions sessions;
  private final long session;
  private final String name;
  private final Supplier<MasterState> committed;

  /** A store found by the framework's name, since its id is known only once it is subscribed. */
  StoreOf(Sessions sessions, long session, String name, Supplier<MasterState> committed) {
    this.sessions = sessions;
    this.session = session;
    this.name = name;
    this.committed = committed;
  }

  @Override
  public CompletionStage<Void> commit(List<Op> batch) {
    return sessions.call(session, new FrameworkCall.Commit(batch));
  }

  @Override
  public CompletionStage<Optional<Entry>> get(String key) {
    return CompletableFuture.completedFuture(Optional.ofNullable(entries().get(key)));
  }

  @Override
  public CompletionStage<Page> scan(String prefix, String after, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + MAX_PAGE + ", not " + limit);
    }
    List<Entry> page = new ArrayList<>();
    Optional<String> next = Optional.empty();
    String from = after.compareTo(prefix) > 0 ? after : prefix;
    for (Map.Entry<String, Entry> one : entries().from(from)) {
      if (!one.getKey().startsWith(prefix)) {
        break;
      }
      if (one.getKey().equals(after)) {
        continue;
      }
      if (page.size() == limit) {
        next = Optional.of(page.getLast().key());
        break;
      }
      page.add(one.getValue());
    }
    return CompletableFuture.completedFuture(new Page(page, next));
  }

  private Table<String, Entry> entries() {
    Registry registry = committed.get().registry();
    return registry
        .inProcess(name)
        .map(registry.stores()::get)
        .map(Registry.Store::entries)
        .orElse(Table.empty());
  }
}
