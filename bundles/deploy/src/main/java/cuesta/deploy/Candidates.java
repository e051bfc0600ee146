package cuesta.deploy;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.PluginView;
import cuesta.api.front.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The candidates of all slots of this process, and how those of one bundle fare. */
final class Candidates {
  private static final Set<String> DECIDED =
      Set.of(PluginView.CURRENT, PluginView.OFFERED, PluginView.REJECTED, PluginView.QUARANTINED);

  /** How long the services of a bundle that announces some may take to come. */
  private final Duration appear;

  /** How long openings may take; longer than the patience of any slot. */
  private final Duration decide;

  private final Map<Slots, AutoCloseable> watched = new IdentityHashMap<>();

  Candidates(Duration appear, Duration decide) {
    this.appear = appear;
    this.decide = decide;
  }

  synchronized void add(Slots slots) {
    watched.put(slots, slots.watch(row -> changed()));
    notifyAll();
  }

  synchronized void remove(Slots slots) throws Exception {
    AutoCloseable watch = watched.remove(slots);
    if (watch != null) {
      watch.close();
    }
  }

  private synchronized void changed() {
    notifyAll();
  }

  synchronized List<PluginView> rows() {
    List<PluginView> rows = new ArrayList<>();
    for (Slots slots : watched.keySet()) {
      for (PluginView row : slots.candidates()) {
        if (!row.state().equals(PluginView.GONE)) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** Waits until each slot has decided about the bundle's plugins; says why it cannot stay. */
  synchronized Optional<Reason> await(long bundle, boolean announced) throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      List<PluginView> rows = rows().stream().filter(r -> r.bundleId() == bundle).toList();
      Optional<PluginView> refused =
          rows.stream()
              .filter(
                  r ->
                      r.state().equals(PluginView.REJECTED)
                          || r.state().equals(PluginView.QUARANTINED))
              .findFirst();
      if (refused.isPresent()) {
        return Optional.of(why(refused.get()));
      }
      boolean silent = rows.isEmpty() && announced && !watched.isEmpty();
      boolean decided = rows.stream().allMatch(r -> DECIDED.contains(r.state()));
      long left = (silent ? appear : decide).toNanos() - (System.nanoTime() - begun);
      if (decided && (!silent || left <= 0)) {
        return Optional.empty();
      }
      if (left <= 0) {
        return Optional.of(late(rows));
      }
      wait(left / 1_000_000 + 1);
    }
  }

  private static Reason why(PluginView row) {
    return row.reason()
        .orElse(
            Reason.of(
                Reasons.PLUGIN_FAILED, row.name(), "was " + row.state() + " by " + row.slot()));
  }

  private Reason late(List<PluginView> rows) {
    PluginView row =
        rows.stream().filter(r -> !DECIDED.contains(r.state())).findFirst().orElseThrow();
    return Reason.of(
        Reasons.PLUGIN_LATE,
        row.name(),
        "is still " + row.state() + " on " + row.node() + " after " + decide.toSeconds() + " s");
  }
}
