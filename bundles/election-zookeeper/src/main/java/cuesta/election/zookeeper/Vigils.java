package cuesta.election.zookeeper;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;

/**
 * Whom one candidate watches over: all that stand before it in the queue, not only the next. Or if
 * two processes end at once, nobody who is left would have met the first of them. On the
 * candidate's thread.
 */
final class Vigils {
  private final Map<String, Optional<Vigil>> kept = new HashMap<>();
  private final Runnable told;

  /** How to find somebody. */
  interface Lookup {
    Optional<Vigil.Target> target(String candidate) throws KeeperException, InterruptedException;
  }

  /**
   * None yet.
   *
   * @param told run, on a foreign thread, when anybody is gone
   */
  Vigils(Runnable told) {
    this.told = told;
  }

  /** Watches over these and nobody else. */
  void keep(List<String> candidates, Lookup lookup) throws KeeperException, InterruptedException {
    kept.entrySet()
        .removeIf(
            one -> {
              boolean over = !candidates.contains(one.getKey());
              if (over) {
                one.getValue().ifPresent(Vigil::close);
              }
              return over;
            });
    for (String candidate : candidates) {
      if (!kept.containsKey(candidate)) {
        kept.put(candidate, lookup.target(candidate).map(at -> new Vigil(at, told).begin()));
      }
    }
  }

  boolean isGone(String candidate) {
    return kept.getOrDefault(candidate, Optional.empty()).map(Vigil::isGone).orElse(false);
  }

  void end() {
    kept.values().forEach(one -> one.ifPresent(Vigil::close));
    kept.clear();
  }
}
