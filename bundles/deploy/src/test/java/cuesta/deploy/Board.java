package cuesta.deploy;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * An allocator slot as deploy sees it: every started bundle is a candidate, the latest is current;
 * names with "bad" are rejected.
 */
final class Board implements Slots, SynchronousBundleListener {
  private final TreeMap<Long, Bundle> present = new TreeMap<>();
  private final List<Consumer<PluginView>> watchers = new CopyOnWriteArrayList<>();
  private Bundle current;
  private String former = "";

  @Override
  public synchronized void bundleChanged(BundleEvent event) {
    Bundle bundle = event.getBundle();
    if (bundle.getBundleId() == 0) {
      return;
    }
    if (event.getType() == BundleEvent.STARTED) {
      present.put(bundle.getBundleId(), bundle);
    } else if (event.getType() == BundleEvent.STOPPED) {
      present.remove(bundle.getBundleId());
    }
    Bundle best = null;
    for (Bundle b : present.values()) {
      best = b.getSymbolicName().contains("bad") ? best : b;
    }
    if (best != current) {
      former = current == null ? "" : current.getSymbolicName();
      current = best;
    }
    candidates().forEach(row -> watchers.forEach(w -> w.accept(row)));
  }

  @Override
  public synchronized List<PluginView> candidates() {
    List<PluginView> rows = new ArrayList<>();
    for (Bundle b : present.values()) {
      String state = b == current ? PluginView.CURRENT : PluginView.OFFERED;
      List<Reason> reasons = List.of();
      if (b.getSymbolicName().contains("bad")) {
        state = PluginView.REJECTED;
        reasons = List.of(Reason.of(Reasons.PLUGIN_FAILED, "bad", "open threw"));
      } else if (b == current && !former.isEmpty()) {
        reasons = List.of(Reason.of("PLUGIN_SWAPPED", former, "gap 7 µs"));
      }
      rows.add(
          new PluginView(
              "master",
              "allocator",
              b.getSymbolicName(),
              b.getSymbolicName(),
              b.getVersion().toString(),
              b.getBundleId(),
              "",
              state,
              Instant.EPOCH,
              reasons));
    }
    return rows;
  }

  @Override
  public List<Reason> health() {
    return List.of();
  }

  @Override
  public AutoCloseable watch(Consumer<PluginView> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }
}
