package cuesta.testkit.sim;

import cuesta.core.master.Registry;
import cuesta.core.master.RegistryChange;
import cuesta.engine.Change;
import cuesta.engine.SplitMix;
import cuesta.testkit.guest.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The ensemble's log: one writer, fenced by its term. A write takes effect late, and nobody knows
 * whether one that was under way at a crash did.
 */
final class SimJournal {
  private final World world;
  private final SplitMix random;
  private final List<RegistryChange> log = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private Registry registry = Registry.EMPTY;
  private long claimed;
  private long busyUntil;

  /** Sees what is durable, when it becomes so. */
  interface Watcher {
    /** A framework's store was written; {@code framework} is its name. */
    void stored(String framework, RegistryChange.StoreWritten written);
  }

  SimJournal(World world) {
    this.world = world;
    random = world.random();
  }

  List<RegistryChange> claim(long term) {
    Violation.unless(term > claimed, "term %d does not grow over %d", term, claimed);
    claimed = term;
    return List.copyOf(log);
  }

  boolean isClaimedAbove(long term) {
    return claimed > term;
  }

  /** What replaying the whole log gives. */
  Registry replayed() {
    return registry;
  }

  void watch(Watcher watcher) {
    watchers.add(watcher);
  }

  private void written(RegistryChange change) {
    log.add(change);
    registry = registry.replay(change);
    if (change instanceof RegistryChange.StoreWritten stored) {
      Registry.Known framework = registry.frameworks().get(stored.framework());
      watchers.forEach(watcher -> watcher.stored(framework.info().name(), stored));
    }
  }

  /**
   * Either {@code written} or {@code fenced} is called later, if the writer is still alive then.
   */
  void append(
      SimMaster writer,
      long term,
      long position,
      List<Change> changes,
      LongConsumer written,
      Runnable fenced) {
    long latency =
        random.below(5) * World.MILLI
            + (world.isFaulty() && random.chance(0.01) ? random.below(3_000) * World.MILLI : 0);
    busyUntil = Math.max(busyUntil, world.now() + latency); // in order
    world.schedule(
        busyUntil - world.now(),
        () -> {
          boolean arrives = writer.isAlive() || random.chance(0.5);
          if (claimed > term) {
            writer.later(0, fenced);
          } else if (arrives && !writer.hasLostAWrite()) {
            changes.forEach(change -> written((RegistryChange) change));
            writer.later(0, () -> written.accept(position));
          } else {
            writer.loseWrites(); // what follows a lost write never comes before it
          }
        });
  }
}
