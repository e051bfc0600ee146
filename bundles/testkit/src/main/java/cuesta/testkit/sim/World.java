package cuesta.testkit.sim;

import cuesta.engine.SplitMix;
import cuesta.engine.Tick;
import cuesta.testkit.guest.Violation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.PriorityQueue;

/**
 * Virtual time, chance and the trace. What is scheduled runs in the order of its time, and of
 * scheduling where times are equal.
 */
final class World {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final int TRACE_KEPT = 2_000;
  private static final int SOAK_AUDIT = 5_000;
  private static final long PRIME = 0x100000001b3L;

  private record Due(long at, long count, Runnable action) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int order = Long.compare(at, other.at);
      return order != 0 ? order : Long.compare(count, other.count);
    }
  }

  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private final ArrayDeque<String> trace = new ArrayDeque<>();
  private final SplitMix seeds;
  private final int keptLines;
  private long now;
  private long count;
  private long births;
  private long events;
  private long hash = 0xcbf29ce484222325L;
  private boolean faulty = true;
  private Violation failure;

  World(long seed, int keptLines) {
    seeds = new SplitMix(seed);
    this.keptLines = keptLines;
  }

  /** A generator of its own for each part, so that one part's draws do not shift another's. */
  SplitMix random() {
    return seeds.fork();
  }

  /** A number for each process, in the order in which they were started. */
  long birth() {
    return births++;
  }

  long now() {
    return now;
  }

  Tick tick(SplitMix random) {
    return tick(random, 0);
  }

  /** By a wall clock that is so many nanoseconds ahead of the others. */
  Tick tick(SplitMix random, long ahead) {
    return new Tick(now, START.plusNanos(now + ahead), random.fork());
  }

  /** Whether things may still go wrong on purpose. */
  boolean isFaulty() {
    return faulty;
  }

  void stopFaults() {
    faulty = false;
  }

  void schedule(long delay, Runnable action) {
    queue.add(new Due(now + Math.max(0, delay), count++, action));
  }

  /** For where a throw would be caught on its way. */
  void fail(Violation violation) {
    failure = failure == null ? violation : failure;
  }

  /** Writes a line of the trace; all of it goes into the hash by which two runs are compared. */
  void trace(String who, Object what) {
    events++;
    if (keptLines == 0) {
      return; // a soak: nobody reads it
    }
    String line = String.format("%12.6f %-4s %s", now / 1e9, who, what);
    for (int i = 0; i < line.length(); i++) {
      hash = (hash ^ line.charAt(i)) * PRIME;
    }
    trace.add(line);
    if (trace.size() > keptLines) {
      trace.poll();
    }
  }

  /** Runs until a time, or until nothing is left to do. */
  void run(long until) {
    while (!queue.isEmpty() && queue.peek().at() <= until) {
      Due due = queue.poll();
      now = due.at();
      due.action().run();
      if (failure != null) {
        throw failure;
      }
    }
    now = Math.max(now, until);
  }

  /**
   * After every event; in a soak, where the books are long and the weather is fair, now and then.
   */
  boolean isAuditDue() {
    return keptLines > 0 || events % SOAK_AUDIT == 0;
  }

  long events() {
    return events;
  }

  long hash() {
    return hash;
  }

  /** The last lines of the trace. */
  String last(int lines) {
    int skip = Math.max(0, trace.size() - lines);
    return String.join("\n", trace.stream().skip(skip).toList());
  }
}
