package cuesta.testkit.sim;

import cuesta.engine.Effect;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The timers of one engine: armed by key, so that a later one replaces an earlier. */
final class SimTimers {
  private final Map<String, Long> generations = new TreeMap<>();
  private long count;

  void arm(Effect.Arm arm, SimSession.Schedule schedule, Consumer<Object> due) {
    long generation = count++;
    generations.put(arm.key(), generation);
    schedule.after(
        arm.delayNanos(),
        () -> {
          if (generations.remove(arm.key(), generation)) {
            due.accept(arm.event());
          }
        });
  }

  void disarm(String key) {
    generations.remove(key);
  }
}
