package cuesta.core.osgi.slot;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other, in the order in which they came, on whichever thread is free. */
final class InOrder {
  private static final Logger LOG = LoggerFactory.getLogger(InOrder.class);
  private final Executor threads;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  InOrder(Executor threads) {
    this.threads = threads;
  }

  void run(Runnable task) {
    synchronized (waiting) {
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    try {
      threads.execute(this::work);
    } catch (RejectedExecutionException e) {
      // A plugin that took too long to close answers when the threads have ended with the process.
      LOG.debug("a task of a slot came after the end: {}", e.toString());
    }
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (Throwable e) { // else all that waits would wait for ever
        LOG.error("a task of a slot failed", e);
      }
    }
  }

  private Runnable next() {
    synchronized (waiting) {
      Runnable task = waiting.poll();
      running = task != null;
      return task;
    }
  }
}
