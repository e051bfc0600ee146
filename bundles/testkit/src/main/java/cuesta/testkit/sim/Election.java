package cuesta.testkit.sim;

import cuesta.engine.SplitMix;
import java.util.ArrayList;
import java.util.List;

/**
 * Who leads, and who believes what about it: a leader that lost may learn of it late, and those who
 * look for the leader may be told of the former one.
 */
final class Election {
  private static final int MASTERS = 3;

  /** Those who look for the leader hear of a new one. */
  interface Listener {
    void believed();
  }

  private final World world;
  private final SplitMix random;
  private final Listener listener;
  private final List<SimMaster> masters = new ArrayList<>();
  private int leader = -1;
  private SimMaster believed;
  private SimMaster former;
  private long term;

  Election(World world, Listener listener) {
    this.world = world;
    this.listener = listener;
    random = world.random();
  }

  /** A master's process. */
  interface Process {
    SimMaster start(String name);
  }

  /** A soak has one master, which nothing ever happens to. */
  void start(int count, Process process) {
    for (int i = 0; i < count; i++) {
      masters.add(process.start("M" + i));
    }
    elect();
  }

  void start(Process process) {
    start(MASTERS, process);
  }

  List<SimMaster> masters() {
    return masters;
  }

  SimMaster any() {
    return masters.get(random.below(masters.size()));
  }

  SimMaster leader() {
    return masters.get(leader);
  }

  /** A detector that lies late: now and then somebody finds the leader of the past. */
  SimMaster detected() {
    return world.isFaulty() && former != null && random.chance(0.3) ? former : believed;
  }

  /**
   * The leader before, for somebody who has not heard the news; the present one if there is none.
   */
  SimMaster outdated() {
    return former != null ? former : detected();
  }

  /** Somebody is chosen; whoever led before learns of it in its own time. */
  void elect() {
    elect(40_000);
  }

  /**
   * As above.
   *
   * @param lateMillis when the former leader has learned of it at the latest
   */
  void elect(int lateMillis) {
    List<Integer> alive = new ArrayList<>();
    for (int i = 0; i < masters.size(); i++) {
      if (masters.get(i).isAlive() && i != leader) {
        alive.add(i);
      }
    }
    if (alive.isEmpty()) {
      world.schedule(World.SECOND, this::elect);
      return;
    }
    SimMaster old = leader < 0 ? null : leader();
    leader = alive.get(random.below(alive.size()));
    long won = ++term;
    SimMaster next = leader();
    world.trace("zk", next.name + " wins term " + won);
    next.won(won);
    if (old != null && old.isAlive()) {
      long late = world.isFaulty() ? random.below(lateMillis) * World.MILLI : 0;
      old.later(late, () -> old.lost("the session expired"));
    }
    world.schedule(
        random.below(2_000) * World.MILLI,
        () -> {
          if (won == term) {
            former = believed;
            believed = next;
            listener.believed();
          }
        });
  }

  void crash(Process process) {
    int i = random.below(masters.size());
    masters.get(i).die();
    world.schedule(
        500 * World.MILLI + random.below(10_000) * World.MILLI,
        () -> masters.set(i, process.start("M" + i)));
    if (i == leader) {
      world.schedule(random.below(10_000) * World.MILLI, this::elect);
    }
  }
}
