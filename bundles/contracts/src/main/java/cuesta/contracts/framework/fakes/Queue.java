package cuesta.contracts.framework.fakes;

import java.util.ArrayDeque;

/** What is under way in one direction, in order. Any thread. */
final class Queue {
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

  synchronized void add(Runnable one) {
    waiting.add(one);
  }

  /** Null if nothing waits. */
  synchronized Runnable next() {
    return waiting.poll();
  }

  synchronized void clear() {
    waiting.clear();
  }
}
