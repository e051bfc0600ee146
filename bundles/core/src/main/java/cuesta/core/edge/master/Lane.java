package cuesta.core.edge.master;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Runs tasks one after the other, on whichever thread of an executor is free: order without a
 * thread for each framework. Bounded: {@link #run} says no when too much waits.
 */
final class Lane {
  private final Executor executor;
  private final int limit;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  Lane(Executor executor, int limit) {
    this.executor = executor;
    this.limit = limit;
  }

  /** False if too much waits already; the task is dropped then. */
  boolean run(Runnable task) {
    synchronized (waiting) {
      if (waiting.size() >= limit) {
        return false;
      }
      waiting.add(task);
      if (running) {
        return true;
      }
      running = true;
    }
    executor.execute(this::work);
    return true;
  }

  private void work() {
    while (true) {
      Runnable task;
      synchronized (waiting) {
        task = waiting.poll();
        if (task == null) {
          running = false;
          return;
        }
      }
      task.run();
    }
  }
}
