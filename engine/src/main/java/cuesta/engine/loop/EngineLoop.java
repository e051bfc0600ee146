package cuesta.engine.loop;

import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.Engine;
import cuesta.engine.Host;
import cuesta.engine.Runner;
import cuesta.engine.SplitMix;
import cuesta.engine.Tick;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One thread that hands events to an engine, in the order of arrival, in batches: the world's
 * {@link World#flush} is called once for each batch, so that under load many events share one
 * write.
 *
 * @param <S> the state
 * @param <E> the events
 */
public final class EngineLoop<S, E> implements AutoCloseable {
  /**
   * Events waiting at most; senders then wait, or are told. A second of the busiest master seen in
   * benchmarks.
   */
  public static final int INBOX = 20_000;

  /** A batch ends here, so that readers see progress under load. */
  private static final int BATCH = 1_000;

  /** Later than this, the process was frozen or the machine suspended, not just busy. */
  private static final long FROZEN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private record Committed(long position) {}

  private final Runner<S, E> runner;
  private final World world;
  private final Thread thread;
  private final SplitMix seeds = new SplitMix(new SecureRandom().nextLong());
  private final Timers timers = new Timers();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private List<Object> inbox = new ArrayList<>();
  private boolean closed;
  private Tick tick;
  private volatile S applied;
  private volatile S committed;

  /**
   * A loop, not yet started.
   *
   * @param name the thread's name
   * @param engine what decides
   * @param initial the state to start from
   * @param world what it acts on
   */
  public EngineLoop(String name, Engine<S, E> engine, S initial, World world) {
    this.world = world;
    runner = new Runner<>(engine, initial, new Inner());
    applied = initial;
    committed = initial;
    thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /**
   * Hands over an event; waits while the inbox is full. On the loop's own thread it never waits.
   *
   * @param event the event; dropped if the loop is closed
   */
  public void put(E event) {
    add(event, true);
  }

  /**
   * Hands over an event that may be shed.
   *
   * @param event the event
   * @return false if the inbox was full and the event is dropped
   */
  public boolean offer(E event) {
    return add(event, false);
  }

  /**
   * Tells that changes are durable. Any thread, never waits.
   *
   * @param position the position of the last of them
   */
  public void committed(long position) {
    lock.lock();
    try {
      inbox.add(new Committed(position));
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  private boolean add(Object event, boolean wait) {
    boolean own = Thread.currentThread() == thread;
    lock.lock();
    try {
      while (inbox.size() >= INBOX && !own && !closed) {
        if (!wait) {
          return false;
        }
        emptied.awaitUninterruptibly();
      }
      if (!closed) {
        inbox.add(event);
        filled.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The state after the last batch.
   *
   * @return the state; parts of it may not be durable yet
   */
  public S applied() {
    return applied;
  }

  /**
   * The newest state of which all is durable.
   *
   * @return the state
   */
  public S committed() {
    return committed;
  }

  /**
   * The state after the last event. On the loop's thread only: for effects that need the state of
   * their own step.
   *
   * @return the state
   */
  public S present() {
    return runner.applied();
  }

  /**
   * The position up to which all changes are durable. On the loop's thread only.
   *
   * @return the position that belongs to {@link #committed()}
   */
  public long durable() {
    return runner.durable();
  }

  private void run() {
    while (true) {
      long expected =
          System.nanoTime() + Math.min(timers.untilNext(System.nanoTime()), FROZEN_NANOS);
      List<Object> batch = take(expected);
      long now = System.nanoTime();
      if (now - expected > FROZEN_NANOS) {
        timers.postponeLiveness(now - expected);
      }
      if (batch == null) {
        return;
      }
      for (Object event : batch) {
        handle(event);
      }
      for (Object event : timers.due(System.nanoTime())) {
        handle(event);
      }
      world.flush();
      applied = runner.applied();
      committed = runner.committed();
      world.published();
    }
  }

  /** Waits for events until a time; null once closed. */
  private List<Object> take(long until) {
    lock.lock();
    try {
      while (inbox.isEmpty() && !closed) {
        long left = until - System.nanoTime();
        if (left <= 0) {
          break;
        }
        filled.awaitNanos(left);
      }
      if (closed) {
        return null;
      }
      List<Object> batch;
      if (inbox.size() <= BATCH) {
        batch = inbox;
        inbox = new ArrayList<>();
      } else {
        batch = new ArrayList<>(inbox.subList(0, BATCH));
        inbox = new ArrayList<>(inbox.subList(BATCH, inbox.size()));
      }
      emptied.signalAll();
      return batch;
    } catch (InterruptedException e) {
      return List.of(); // nobody interrupts this thread but a stray plugin; the loop goes on
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings(
      "unchecked") // only events of type E are put in, by callers or by the engine itself
  private void handle(Object event) {
    if (event instanceof Committed c) {
      runner.committed(c.position());
      return;
    }
    tick = new Tick(System.nanoTime(), Instant.now(), seeds.fork());
    runner.handle((E) event, tick);
  }

  /** Forgets what waits for durability; see {@link Runner#abandon}. On the loop's thread only. */
  public void abandon() {
    runner.abandon();
  }

  /** Ends the thread after the batch at hand. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      emptied.signalAll();
    } finally {
      lock.unlock();
    }
    if (Thread.currentThread() != thread) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Keeps timers and {@code Again} here; passes everything else on. */
  private final class Inner implements Host {
    @Override
    public void persist(long position, List<Change> changes) {
      world.persist(position, changes);
    }

    @Override
    public void perform(Effect effect) {
      switch (effect) {
        case Effect.Arm arm -> timers.arm(arm, tick == null ? System.nanoTime() : tick.nanos());
        case Effect.Disarm disarm -> timers.disarm(disarm.key());
        case Effect.Again again -> add(again.event(), false);
        default -> {
          // Whoever is told that something is durable may look for it at once.
          applied = runner.applied();
          committed = runner.committed();
          world.perform(effect);
        }
      }
    }

    @Override
    public void poisoned(Object event, RuntimeException failure) {
      world.poisoned(event, failure);
    }
  }
}
