package cuesta.loadbalancer;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application as one table knows it. Any thread.
 *
 * @param name of it; empty for what belongs to none
 * @param instances that take requests
 * @param note why there are none or few
 * @param books what was done for it
 * @param turn whose turn it is among equals
 */
record Application(
    String name, List<Instance> instances, String note, AppBooks books, AtomicInteger turn) {

  /**
   * The instance with the fewest requests under way; among equals, each in its turn. One that
   * lately did not take a connection is left out as long as there are others.
   *
   * @param tried these are not wanted
   * @param now the time, in nanoseconds
   * @return it, or null if there is none
   */
  Instance pick(List<Instance> tried, long now) {
    int size = instances.size();
    int start = size < 2 ? 0 : Math.floorMod(turn.getAndIncrement(), size);
    Instance best = null;
    boolean bestAvoided = false;
    for (int i = 0; i < size; i++) {
      Instance next = instances.get(start + i < size ? start + i : start + i - size);
      if (tried.contains(next)) {
        continue;
      }
      boolean avoided = next.isAvoided(now);
      if (best == null
          || (bestAvoided && !avoided)
          || (bestAvoided == avoided && next.open() < best.open())) {
        best = next;
        bestAvoided = avoided;
      }
    }
    return best;
  }
}
