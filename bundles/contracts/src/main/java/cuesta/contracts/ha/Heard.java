package cuesta.contracts.ha;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What a listener was told, in order.
 *
 * @param <T> the words
 */
final class Heard<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<T> words = new ArrayList<>();
  private int read;

  void tell(T word) {
    lock.lock();
    try {
      words.add(word);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a word that was not read before; those before it count as read. */
  T await(String what, Predicate<T> wanted, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (true) {
        for (; read < words.size(); read++) {
          if (wanted.test(words.get(read))) {
            return words.get(read++);
          }
        }
        if (left <= 0) {
          return fail("did not hear " + what + " within " + patience + ", but " + words);
        }
        left = more.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  List<T> all() {
    lock.lock();
    try {
      return List.copyOf(words);
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing more is said for a while. */
  boolean isSilentFor(Duration time) throws InterruptedException {
    lock.lock();
    try {
      int before = words.size();
      long left = TimeUnit.NANOSECONDS.toNanos(time.toNanos());
      while (left > 0 && words.size() == before) {
        left = more.awaitNanos(left);
      }
      return words.size() == before;
    } finally {
      lock.unlock();
    }
  }
}
