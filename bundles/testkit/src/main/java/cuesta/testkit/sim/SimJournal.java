package cuesta.testkit.sim;

import cuesta.core.master.RegistryChange;
import cuesta.engine.Change;
import cuesta.engine.SplitMix;
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
  private long claimed;
  private long busyUntil;

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

  List<RegistryChange> log() {
    return log;
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
            changes.forEach(change -> log.add((RegistryChange) change));
            writer.later(0, () -> written.accept(position));
          } else {
            writer.loseWrites(); // what follows a lost write never comes before it
          }
        });
  }
}
