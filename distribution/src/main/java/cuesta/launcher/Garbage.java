package cuesta.launcher;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Has all garbage collected when the heap has grown to twice what lived at the last collection. The
 * serial collector would look at old objects only when the heap has reached {@code -Xmx}, and the
 * rings of ended tasks and of events make every object old: a master with 30 MiB of live objects
 * would grow to a gigabyte. Numbers: docs/decisions/0011.
 */
final class Garbage {
  /** Below this, a collection would not be felt in the memory of the process. */
  static final long LEAST = 72L << 20;

  private static final long SECONDS = 5;

  private final LongSupplier used;
  private final Runnable collect;
  private long limit = LEAST;

  Garbage(LongSupplier used, Runnable collect) {
    this.used = used;
    this.collect = collect;
  }

  /** Looks every few seconds, on a daemon thread; does nothing if another collector is chosen. */
  static void watch() {
    if (ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .noneMatch("MarkSweepCompact"::equals)) {
      return;
    }
    Runtime runtime = Runtime.getRuntime();
    Garbage garbage = new Garbage(() -> runtime.totalMemory() - runtime.freeMemory(), System::gc);
    ScheduledExecutorService clock =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("garbage").daemon().factory());
    clock.scheduleWithFixedDelay(garbage::look, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  void look() {
    if (used.getAsLong() > limit) {
      collect.run();
      limit = Math.max(LEAST, 2 * used.getAsLong());
    }
  }
}
