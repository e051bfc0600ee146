package cuesta.core.osgi.slot;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of one instance one after the other, on one thread which is kept while work comes
 * and replaced when it is lost. One per instance and not per slot, since thread-locals of a plugin
 * would outlive it otherwise.
 */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /**
   * How long a thread is kept without work, in milliseconds: a busy allocator is called every few.
   */
  private static final long IDLE_MS = 2_000;

  private final Executor threads;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private Runner runner;
  private boolean ended;

  Worker(Executor threads) {
    this.threads = threads;
  }

  private final class Runner implements Runnable {
    @Override
    public void run() {
      for (Runnable job = next(this); job != null; job = next(this)) {
        try {
          job.run();
        } catch (Throwable t) { // else all that waits would wait for ever
          LOG.error("the answer of a plugin could not be handed on", t);
        }
      }
    }
  }

  synchronized void run(Runnable job) {
    waiting.add(job);
    if (runner == null) {
      start();
    } else {
      notifyAll();
    }
  }

  /** The thread is lost; the next job gets another one. */
  synchronized void replace() {
    runner = null;
    if (!waiting.isEmpty()) {
      start();
    }
  }

  /** The thread goes when it has nothing more to do. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  private void start() {
    runner = new Runner();
    threads.execute(runner);
  }

  private synchronized Runnable next(Runner asking) {
    long until = System.nanoTime() + IDLE_MS * 1_000_000;
    while (runner == asking && waiting.isEmpty()) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0 || ended) {
        runner = null;
        return null;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        // The pool is shut down: nothing more will come.
        runner = null;
        return null;
      }
    }
    return runner == asking ? waiting.poll() : null;
  }
}
