package cuesta.core.slot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A slot in the middle of a step. */
final class Turn {
  final SlotLimits limits;
  boolean paused;
  boolean shut;
  private final TreeMap<Long, Entry> entries;
  private final List<SlotEffect> effects = new ArrayList<>();

  Turn(SlotState state) {
    entries = new TreeMap<>(state.entries());
    limits = state.limits();
    paused = state.paused();
    shut = state.shut();
  }

  SlotStep done() {
    return new SlotStep(new SlotState(entries, limits, paused, shut), List.copyOf(effects));
  }

  List<Entry> all() {
    return List.copyOf(entries.values());
  }

  Optional<Entry> find(long id) {
    return Optional.ofNullable(entries.get(id));
  }

  Optional<Entry> find(long id, long attempt) {
    return find(id).filter(e -> e.attempt() == attempt);
  }

  Optional<Entry> current() {
    return entries.values().stream().filter(e -> e.phase() == Phase.CURRENT).findFirst();
  }

  boolean reserve() {
    return !paused && entries.values().stream().anyMatch(Entry::reserve);
  }

  Entry put(Entry entry) {
    entries.put(entry.id(), entry);
    return entry;
  }

  void add(SlotEffect effect) {
    effects.add(effect);
  }

  void arm(Entry entry, Duration after) {
    Entry armed = put(entry.timed(true));
    add(new SlotEffect.Arm(armed.id(), armed.timer(), after));
  }

  Entry disarm(Entry entry) {
    if (!entry.armed()) {
      return entry;
    }
    add(new SlotEffect.Disarm(entry.id(), entry.timer()));
    return put(entry.timed(false));
  }

  /** Failures that still count, and one more. */
  List<Long> recent(List<Long> failures, long nanos) {
    List<Long> kept = new ArrayList<>();
    for (long when : failures) {
      if (nanos - when < limits.window().toNanos()) {
        kept.add(when);
      }
    }
    kept.add(nanos);
    return List.copyOf(kept);
  }

  void retire(Entry entry, Phase phase) {
    add(new SlotEffect.Drain(entry.id(), entry.attempt()));
    arm(entry.in(phase, Stage.DRAINING), limits.drain());
  }

  void close(Entry entry) {
    add(new SlotEffect.Close(entry.id(), entry.attempt()));
    arm(entry.in(entry.phase(), Stage.CLOSING), limits.close());
  }

  /** The instance is no more. */
  void ended(Entry entry) {
    Entry e = disarm(entry).in(entry.phase(), Stage.NONE);
    if (e.phase() == Phase.QUARANTINED) {
      put(e);
    } else if (e.withdrawn()) {
      gone(e);
    } else {
      put(e.in(Phase.OFFERED, Stage.NONE));
    }
  }

  void abort(Entry entry) {
    add(new SlotEffect.AbortOpen(entry.id(), entry.attempt()));
    put(disarm(entry).in(Phase.OFFERED, Stage.NONE));
  }

  void gone(Entry entry) {
    disarm(entry);
    entries.remove(entry.id());
    add(new SlotEffect.Release(entry.id()));
  }

  /** Makes the best candidate warm, and lets a leaving one go when nobody can follow it. */
  void choose() {
    if (!paused && !shut) {
      Optional<Entry> best =
          entries.values().stream()
              .filter(Entry::competes)
              .min((a, b) -> a.rank().compareTo(b.rank()));
      for (Entry entry : all()) {
        if (entry.phase() == Phase.WARMING && entry.id() != best.orElseThrow().id()) {
          abort(entry);
        }
      }
      best.filter(e -> e.phase() == Phase.OFFERED).ifPresent(this::open);
    }
    current()
        .filter(e -> e.withdrawn() && !reserve())
        .ifPresent(
            e -> {
              add(new SlotEffect.Flip(OptionalLong.empty()));
              retire(e, Phase.RETIRING);
            });
  }

  private void open(Entry entry) {
    Entry next = entry.nextAttempt();
    add(new SlotEffect.Open(next.id(), next.attempt()));
    arm(next, limits.open());
  }
}
