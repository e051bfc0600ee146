package cuesta.blobs.agent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * What is under way: a few at a time, and all of it ended before the bundle goes, whose classes it
 * needs. Any thread.
 */
final class UnderWay {
  private final Semaphore places;

  // Guarded by this.
  private final Set<Thread> threads = new HashSet<>();
  private boolean closed;

  UnderWay(int atATime) {
    places = new Semaphore(atATime, true);
  }

  /** What is done. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does something when there is room for it.
   *
   * @throws ConnectException if it is to be done by a successor
   */
  <T> T run(Work<T> work) throws IOException {
    enter();
    try {
      places.acquire();
      try {
        return work.run();
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw leftOff(new InterruptedIOException("given up"));
    } catch (IOException e) {
      throw leftOff(e);
    } finally {
      leave();
    }
  }

  private synchronized void enter() throws ConnectException {
    if (closed) {
      throw replaced();
    }
    threads.add(Thread.currentThread());
  }

  private synchronized void leave() {
    threads.remove(Thread.currentThread());
    notifyAll();
  }

  /** What the end broke off is for the successor; the interrupt was ours. */
  private synchronized IOException leftOff(IOException e) {
    if (!closed) {
      return e;
    }
    Thread.interrupted();
    return replaced();
  }

  private static ConnectException replaced() {
    return new ConnectException("the bundle blobs of this agent is being replaced");
  }

  /** Interrupts what is under way and waits until it has ended. */
  synchronized void close(long mostMillis) throws InterruptedException {
    closed = true;
    threads.forEach(Thread::interrupt);
    long end = System.nanoTime() + mostMillis * 1_000_000;
    for (long left = mostMillis; !threads.isEmpty() && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }
}
