package cuesta.core.osgi.slot;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread that says when time is over. What it runs only interrupts, or hands on: it never calls
 * a plugin.
 */
final class Timers implements AutoCloseable {
  private final ScheduledThreadPoolExecutor clock;

  Timers() {
    clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("cuesta-slot-timer").factory());
    // Nearly every timer is cancelled; kept until due, those of thousands of calls a second would
    // pile up.
    clock.setRemoveOnCancelPolicy(true);
  }

  Future<?> after(Duration delay, Runnable task) {
    return clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
