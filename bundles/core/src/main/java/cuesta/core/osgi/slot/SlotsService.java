package cuesta.core.osgi.slot;

import cuesta.api.Reason;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import cuesta.core.slot.Rank;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of all slots of one node. */
public final class SlotsService implements Slots {
  private static final Logger LOG = LoggerFactory.getLogger(SlotsService.class);

  /**
   * How many of those that have left are shown; enough for an afternoon of rebuilding one plugin.
   */
  private static final int MAX_GONE = 100;

  /** By slot, name and rank. */
  record Key(String slot, String group, Rank rank) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::slot).thenComparing(Key::group).thenComparing(Key::rank);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private final TreeMap<Key, PluginView> rows = new TreeMap<>();
  private final ArrayDeque<PluginView> gone = new ArrayDeque<>();
  private final CopyOnWriteArrayList<Consumer<PluginView>> watchers = new CopyOnWriteArrayList<>();
  private final InOrder lane;
  private final Supplier<List<Reason>> health;

  /**
   * Rows of one node.
   *
   * @param threads on which watchers are told, one after the other
   * @param health what is missing now
   */
  public SlotsService(Executor threads, Supplier<List<Reason>> health) {
    lane = new InOrder(threads);
    this.health = health;
  }

  synchronized void row(Key key, PluginView row) {
    rows.put(key, row);
    tell(row);
  }

  /** It has moved to another key. */
  synchronized void moved(Key key) {
    rows.remove(key);
  }

  synchronized void gone(Key key, PluginView row) {
    rows.remove(key);
    gone.addLast(row);
    if (gone.size() > MAX_GONE) {
      gone.removeFirst();
    }
    tell(row);
  }

  private void tell(PluginView row) {
    if (!watchers.isEmpty()) {
      lane.run(() -> watchers.forEach(watcher -> tell(watcher, row)));
    }
  }

  private static void tell(Consumer<PluginView> watcher, PluginView row) {
    try {
      watcher.accept(row);
    } catch (RuntimeException e) {
      LOG.warn("a watcher of the slots failed", e);
    }
  }

  @Override
  public synchronized List<PluginView> candidates() {
    List<PluginView> all = new ArrayList<>(rows.values());
    all.addAll(gone);
    return all;
  }

  @Override
  public List<Reason> health() {
    return health.get();
  }

  @Override
  public AutoCloseable watch(Consumer<PluginView> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }
}
