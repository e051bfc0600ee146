package cuesta.core.osgi.slot;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the slots of a process share: threads, timers, and the count of threads that were lost.
 * Threads are platform threads: a plugin that spins for ever on a virtual one would take a carrier
 * from everybody, for good.
 */
public final class SlotHost implements AutoCloseable {
  private static final long IDLE_SECONDS = 10;

  final ExecutorService threads;
  final Timers timers = new Timers();
  final LeakWatch leaks;
  final PluginConfig configs;
  private final AtomicInteger abandoned = new AtomicInteger();

  /**
   * Starts no thread yet.
   *
   * @param leaks watches what should be collected
   * @param configs how plugins are configured
   */
  public SlotHost(LeakWatch leaks, PluginConfig configs) {
    this.leaks = leaks;
    this.configs = configs;
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // each slot uses two at most, besides those it had to abandon
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("cuesta-slot-", 0).factory());
  }

  /**
   * Threads that are still inside a plugin though they were told to stop. Java cannot kill them:
   * too many, and the process should hand over and restart.
   *
   * @return how many there are now
   */
  public int abandoned() {
    return abandoned.get();
  }

  void lost() {
    abandoned.incrementAndGet();
  }

  void found() {
    abandoned.decrementAndGet();
  }

  /** Ends the threads; the slots must be closed before. */
  @Override
  public void close() {
    threads.shutdownNow();
    timers.close();
  }
}
