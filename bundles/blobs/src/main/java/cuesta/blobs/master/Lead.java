package cuesta.blobs.master;

import cuesta.api.blob.Blob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What a leader tells its followers: a log of what came and went, numbered from 1, and how far each
 * of them is. Any thread.
 */
final class Lead {
  /** A follower whose last word is older is not there: its polls end sooner. */
  static final Duration SILENCE = Duration.ofSeconds(10);

  /** Lines of one answer. */
  static final int PAGE = 1_000;

  /**
   * Removals that are remembered. A follower that missed one offers the blob again, and it is
   * removed again an hour later.
   */
  static final int GONE = 10_000;

  /** How often somebody who waits looks whether he still has to. */
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long NOBODY = -1;

  private record Line(Blob blob, boolean gone) {}

  /** How far a follower is. */
  private static final class Follower {
    private long acknowledged;
    private long heard;

    /** It was waited for in vain: nobody waits again before it is up to this number. */
    private long behind = NOBODY;
  }

  private final String log;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<Long, Line> lines = new TreeMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final TreeMap<String, Follower> followers = new TreeMap<>();
  private int gone;
  private long head;
  private boolean over;

  /**
   * Begins.
   *
   * @param log a name that no other log has
   * @param blobs what is there
   */
  Lead(String log, Collection<Blob> blobs, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    blobs.forEach(blob -> write(new Line(blob, false)));
  }

  /** Goes on with the followers of a log that is over: they are still there. */
  void inherit(Lead former) {
    former.there().forEach(this::heard);
  }

  String log() {
    return log;
  }

  private void write(Line line) {
    Long former = numbers.put(line.blob().hash(), ++head);
    if (former != null) {
      gone -= lines.remove(former).gone() ? 1 : 0;
    }
    lines.put(head, line);
    gone += line.gone() ? 1 : 0;
    if (gone > GONE) {
      forgetGone();
    }
  }

  private void forgetGone() {
    long oldest =
        lines.entrySet().stream().filter(line -> line.getValue().gone()).findFirst().get().getKey();
    numbers.remove(lines.remove(oldest).blob().hash());
    gone--;
  }

  /** Something came; nothing new if it is there. */
  void added(Blob blob) {
    change(
        () -> {
          Long number = numbers.get(blob.hash());
          if (number == null || lines.get(number).gone()) {
            write(new Line(blob, false));
          }
        });
  }

  /** Something was removed. */
  void gone(String hash) {
    change(() -> write(new Line(new Blob(hash, 0), true)));
  }

  /** Nobody waits any more. */
  void end() {
    change(() -> over = true);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A follower is at work, for example reads a blob. */
  void heard(String name) {
    change(() -> follower(name).heard = nanos.getAsLong());
  }

  private Follower follower(String name) {
    return followers.computeIfAbsent(name, n -> new Follower());
  }

  /**
   * What a follower lacks; waits for something if that is nothing.
   *
   * @param after up to where it has all, on its disk
   */
  Page page(String name, String of, long after, List<String> owners, Duration wait)
      throws InterruptedException {
    lock.lock();
    try {
      long from = of.equals(log) ? Math.min(after, head) : 0;
      Follower follower = follower(name);
      follower.heard = nanos.getAsLong();
      follower.acknowledged = from;
      if (from >= follower.behind) {
        follower.behind = NOBODY;
      }
      changed.signalAll();
      long left = of.equals(log) ? wait.toNanos() : 0;
      while (head <= from && left > 0 && !over) {
        left = changed.awaitNanos(left);
      }
      return page(from, owners);
    } finally {
      lock.unlock();
    }
  }

  private Page page(long from, List<String> owners) {
    List<Blob> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    long next = head;
    for (Map.Entry<Long, Line> entry : lines.tailMap(from, false).entrySet()) {
      if (added.size() + removed.size() == PAGE) {
        break;
      }
      Line line = entry.getValue();
      next = entry.getKey();
      if (line.gone()) {
        removed.add(line.blob().hash());
      } else {
        added.add(line.blob());
      }
    }
    return new Page(log, next, head, added, removed, owners);
  }

  /**
   * Waits until all followers that are there have a blob.
   *
   * @return how many of them do
   */
  int await(String hash, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long number = numbers.getOrDefault(hash, 0L);
      long left = patience.toNanos();
      while (!over && left > 0 && !missing(number).isEmpty()) {
        // Whether somebody is there changes without a signal.
        long slice = Math.min(left, LOOK_NANOS);
        left -= slice - changed.awaitNanos(slice);
      }
      missing(number).forEach(follower -> follower.behind = number);
      return (int) followers.values().stream().filter(f -> f.acknowledged >= number).count();
    } finally {
      lock.unlock();
    }
  }

  private List<Follower> missing(long number) {
    return followers.values().stream()
        .filter(this::isThere)
        .filter(follower -> follower.behind == NOBODY && follower.acknowledged < number)
        .toList();
  }

  private boolean isThere(Follower follower) {
    return nanos.getAsLong() - follower.heard < SILENCE.toNanos();
  }

  /** Followers that are there. */
  List<String> there() {
    return named(this::isThere);
  }

  /** Followers that were waited for in vain and are there all the same. */
  List<String> behind() {
    return named(follower -> isThere(follower) && follower.behind != NOBODY);
  }

  private List<String> named(Predicate<Follower> which) {
    lock.lock();
    try {
      return followers.entrySet().stream()
          .filter(entry -> which.test(entry.getValue()))
          .map(Map.Entry::getKey)
          .toList();
    } finally {
      lock.unlock();
    }
  }
}
