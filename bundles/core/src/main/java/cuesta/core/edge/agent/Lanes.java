package cuesta.core.edge.agent;

import cuesta.api.ContainerId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One lane for each container: work for one container is done in order, work for different ones at
 * the same time. A lane has a virtual thread while it has work, and is gone when it has none.
 */
final class Lanes implements AutoCloseable {
  /** Within a call of a plugin a lane may be for so long; then it is left behind at a stop. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Map<ContainerId, ArrayDeque<Runnable>> waiting = new HashMap<>();
  private final Consumer<Throwable> broken;
  private boolean closed;

  Lanes(Consumer<Throwable> broken) {
    this.broken = broken;
  }

  void run(ContainerId container, Runnable work) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      ArrayDeque<Runnable> lane = waiting.get(container);
      if (lane != null) {
        lane.add(work);
        return;
      }
      lane = new ArrayDeque<>();
      lane.add(work);
      waiting.put(container, lane);
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("container-" + container).start(() -> work(container));
  }

  private void work(ContainerId container) {
    for (Runnable work = next(container); work != null; work = next(container)) {
      try {
        work.run();
      } catch (RuntimeException | Error failure) {
        broken.accept(failure); // the lane goes on: the container must still be cleaned up
      }
    }
  }

  private Runnable next(ContainerId container) {
    lock.lock();
    try {
      Runnable work = closed ? null : waiting.get(container).poll();
      if (work == null) {
        waiting.remove(container);
        idle.signalAll();
      }
      return work;
    } finally {
      lock.unlock();
    }
  }

  /** Lets the work at hand end; what waits behind it is dropped, as by a crash. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      long left = CLOSE_NANOS;
      while (!waiting.isEmpty() && left > 0) {
        left = idle.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
