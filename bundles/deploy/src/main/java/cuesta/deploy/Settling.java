package cuesta.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds out from repeated looks at a folder which files came, changed or went; a file that still
 * grows is left alone. No clock of its own.
 */
final class Settling {
  /**
   * How long a file must have been the same. A copy that pauses longer is caught by its missing
   * end: a jar's index is its last part.
   */
  static final Duration CALM = Duration.ofMillis(200);

  private record Seen(FileState state, long since) {}

  /**
   * A file that is to be looked into.
   *
   * @param name its name
   * @param present false if it went
   */
  record Change(String name, boolean present) {}

  private final TreeMap<String, FileState> taken = new TreeMap<>();
  private final TreeMap<String, Seen> seen = new TreeMap<>();

  /**
   * One look; {@code now} is what lies there. Oldest change first, so that the latest copied wins.
   */
  List<Change> look(SortedMap<String, FileState> now, long nanos) {
    List<Change> changes = new ArrayList<>();
    for (String name : new ArrayList<>(taken.keySet())) {
      if (!now.containsKey(name) && calm(name, null, nanos)) {
        taken.remove(name);
        changes.add(new Change(name, false));
      }
    }
    seen.keySet().removeIf(name -> !now.containsKey(name) && !taken.containsKey(name));
    now.entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<String, FileState> e) -> e.getValue().modified()))
        .filter(e -> changed(e.getKey(), e.getValue(), nanos))
        .forEach(e -> changes.add(new Change(e.getKey(), true)));
    return changes;
  }

  private boolean changed(String name, FileState state, long nanos) {
    if (state.equals(taken.get(name))) {
      seen.remove(name);
      return false;
    }
    if (!calm(name, state, nanos)) {
      return false;
    }
    taken.put(name, state);
    return true;
  }

  private boolean calm(String name, FileState state, long nanos) {
    Seen before = seen.get(name);
    if (before == null || !Objects.equals(before.state(), state)) {
      seen.put(name, new Seen(state, nanos));
      return false;
    }
    if (nanos - before.since() < CALM.toNanos()) {
      return false;
    }
    seen.remove(name);
    return true;
  }

  /** It changed while it was read: look at it again. */
  void again(String name) {
    taken.remove(name);
  }

  /** What lies there and is not calm yet. */
  SortedSet<String> coming() {
    TreeSet<String> names = new TreeSet<>();
    seen.forEach(
        (name, what) -> {
          if (what.state() != null) {
            names.add(name);
          }
        });
    return names;
  }

  /** Whether another look is due soon. */
  boolean restless() {
    return !seen.isEmpty();
  }
}
