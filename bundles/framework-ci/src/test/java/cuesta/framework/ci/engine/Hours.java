package cuesta.framework.ci.engine;

import cuesta.engine.Effect;
import cuesta.framework.kit.FrameworkEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Time that passes when a test says so, and the timers in it. */
final class Hours {
  private record Timer(long at, FrameworkEvent event) {}

  private final TreeMap<String, Timer> timers = new TreeMap<>();
  private Instant wall = Yard.START;
  private long nanos;

  Instant wall() {
    return wall;
  }

  long nanos() {
    return nanos;
  }

  void arm(Effect.Arm timer) {
    timers.put(timer.key(), new Timer(nanos + timer.delayNanos(), (FrameworkEvent) timer.event()));
  }

  void disarm(Effect.Disarm timer) {
    timers.remove(timer.key());
  }

  /** No timer outlives a session. */
  void forget() {
    timers.clear();
  }

  /** Time passes, and timers fire on the way. */
  void pass(Duration time, Consumer<FrameworkEvent> told) {
    long end = nanos + time.toNanos();
    while (true) {
      Optional<Map.Entry<String, Timer>> first =
          timers.entrySet().stream().min(Comparator.comparingLong(timer -> timer.getValue().at()));
      if (first.isEmpty() || first.get().getValue().at() > end) {
        break;
      }
      timers.remove(first.get().getKey());
      move(Math.max(0, first.get().getValue().at() - nanos));
      told.accept(first.get().getValue().event());
    }
    move(end - nanos);
  }

  private void move(long by) {
    nanos += by;
    wall = wall.plusNanos(by);
  }
}
