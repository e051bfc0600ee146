package cuesta.engine.loop;

import cuesta.engine.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The timers of one loop: at most one for each key. One thread. */
final class Timers {
  private record Due(long at, long count) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int order = Long.compare(at - other.at, 0); // monotonic time may be negative, and wraps
      return order != 0 ? order : Long.compare(count, other.count);
    }
  }

  private record Timer(String key, Object event, boolean liveness) {}

  private final TreeMap<Due, Timer> byTime = new TreeMap<>();
  private final Map<String, Due> byKey = new HashMap<>();
  private long count;

  void arm(Effect.Arm arm, long now) {
    disarm(arm.key());
    put(
        new Due(now + Math.max(0, arm.delayNanos()), count++),
        new Timer(arm.key(), arm.event(), arm.liveness()));
  }

  private void put(Due due, Timer timer) {
    byTime.put(due, timer);
    byKey.put(timer.key(), due);
  }

  void disarm(String key) {
    Due due = byKey.remove(key);
    if (due != null) {
      byTime.remove(due);
    }
  }

  /** Nanoseconds until the next one; {@link Long#MAX_VALUE} if there is none. */
  long untilNext(long now) {
    return byTime.isEmpty() ? Long.MAX_VALUE : Math.max(0, byTime.firstKey().at() - now);
  }

  /** Takes out what is due. */
  List<Object> due(long now) {
    List<Object> events = new ArrayList<>();
    while (!byTime.isEmpty() && byTime.firstKey().at() - now <= 0) {
      Timer timer = byTime.pollFirstEntry().getValue();
      byKey.remove(timer.key());
      events.add(timer.event());
    }
    return events;
  }

  /**
   * The process was frozen: nobody could answer meanwhile, so who judges by silence begins anew.
   */
  void postponeLiveness(long by) {
    List<Map.Entry<Due, Timer>> moved = new ArrayList<>();
    for (Map.Entry<Due, Timer> one : byTime.entrySet()) {
      if (one.getValue().liveness()) {
        moved.add(Map.entry(one.getKey(), one.getValue()));
      }
    }
    for (Map.Entry<Due, Timer> one : moved) {
      byTime.remove(one.getKey());
      put(new Due(one.getKey().at() + by, one.getKey().count()), one.getValue());
    }
  }
}
