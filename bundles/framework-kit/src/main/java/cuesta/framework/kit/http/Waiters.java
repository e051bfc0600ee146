package cuesta.framework.kit.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.framework.kit.FrameworkEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Who waits for the engine's answer to a call, or for something to change. Any thread; nobody is
 * woken under the lock.
 *
 * @param <K> what can be followed
 * @param <A> answers
 */
public final class Waiters<K, A> {
  /** Below the 60 s in which an endpoint has to answer. */
  private static final int ANSWER_SECONDS = 50;

  private final String name;
  private final Predicate<FrameworkEvent> engine;
  private final String hint;
  private final Map<Long, CompletableFuture<A>> calls = new HashMap<>();
  private final Map<K, List<CompletableFuture<Void>>> changes = new HashMap<>();
  private long lastCall;
  private Reason over;

  /**
   * Nobody waits.
   *
   * @param name the framework's, for refusals
   * @param engine hands an event to the engine; false if it is not at work
   * @param hint what to do if no answer came and it is not known whether it was done
   */
  public Waiters(String name, Predicate<FrameworkEvent> engine, String hint) {
    this.name = name;
    this.engine = engine;
    this.hint = hint;
  }

  /**
   * Asks the engine and waits for the answer, which comes with {@link #done} or {@link #refused}.
   *
   * @param event makes the event for the number of the call
   * @return the answer
   * @throws Refused if it was refused, or none comes
   * @throws InterruptedException if interrupted
   */
  public A ask(LongFunction<? extends FrameworkEvent> event) throws InterruptedException {
    CompletableFuture<A> answer = new CompletableFuture<>();
    long call = begin(answer);
    if (!engine.test(event.apply(call))) {
      refused(
          call,
          Reason.of(
              Reasons.SESSION_OVER, name, "this instance is not at work, or flooded", "ask again"));
    }
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw refusal(e);
    } catch (TimeoutException e) {
      throw new Refused(
          Reason.of(
              Reasons.REGISTRY_UNAVAILABLE,
              name,
              "no answer within " + ANSWER_SECONDS + " s: it may or may not have been done",
              hint));
    } finally {
      taken(call);
    }
  }

  private synchronized long begin(CompletableFuture<A> answer) {
    check();
    calls.put(++lastCall, answer);
    return lastCall;
  }

  private void check() {
    if (over != null) {
      throw new Refused(over);
    }
  }

  private static Refused refusal(ExecutionException e) {
    return e.getCause() instanceof Refused refused
        ? refused
        : new Refused(Reason.of(Reasons.INTERNAL, "", String.valueOf(e.getCause())));
  }

  /**
   * A call was answered.
   *
   * @param call its number; unknown is fine
   * @param answer the answer
   */
  public void done(long call, A answer) {
    CompletableFuture<A> waiting = taken(call);
    if (waiting != null) {
      waiting.complete(answer);
    }
  }

  /**
   * A call was refused.
   *
   * @param call its number; unknown is fine
   * @param why the reason
   */
  public void refused(long call, Reason why) {
    CompletableFuture<A> waiting = taken(call);
    if (waiting != null) {
      waiting.completeExceptionally(new Refused(why));
    }
  }

  private synchronized CompletableFuture<A> taken(long call) {
    return calls.remove(call);
  }

  /**
   * Follows something: looks, and looks again whenever {@link #changed} names it, until there is
   * news or the time is up.
   *
   * @param key what is followed
   * @param most how long to wait at most; nothing looks once
   * @param look at the state as it is
   * @param news whether that is what is waited for
   * @param <T> what is seen
   * @return what was seen last
   * @throws InterruptedException if interrupted
   */
  public <T> T follow(K key, Duration most, Supplier<T> look, Predicate<T> news)
      throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (true) {
      // Registers first, then looks, or a change between the two would be missed.
      CompletableFuture<Void> change = register(key);
      try {
        T seen = look.get();
        long left = deadline - System.nanoTime();
        if (left <= 0 || news.test(seen)) {
          return seen;
        }
        change.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // looks once more
      } catch (ExecutionException e) {
        throw refusal(e);
      } finally {
        forget(key, change);
      }
    }
  }

  private synchronized CompletableFuture<Void> register(K key) {
    check();
    CompletableFuture<Void> change = new CompletableFuture<>();
    changes.computeIfAbsent(key, k -> new ArrayList<>()).add(change);
    return change;
  }

  private synchronized void forget(K key, CompletableFuture<Void> change) {
    List<CompletableFuture<Void>> all = changes.get(key);
    if (all != null && all.remove(change) && all.isEmpty()) {
      changes.remove(key);
    }
  }

  /**
   * Something changed.
   *
   * @param key what
   */
  public void changed(K key) {
    List<CompletableFuture<Void>> all;
    synchronized (this) {
      all = changes.remove(key);
    }
    if (all != null) {
      all.forEach(change -> change.complete(null));
    }
  }

  /**
   * Whoever waits has to ask again.
   *
   * @param why the reason
   */
  public void startAnew(Reason why) {
    List<CompletableFuture<?>> all;
    synchronized (this) {
      all = takeAll();
    }
    all.forEach(one -> one.completeExceptionally(new Refused(why)));
  }

  /**
   * Whoever waits, or comes from now on, has to ask somebody else.
   *
   * @param why the reason
   */
  public void over(Reason why) {
    synchronized (this) {
      over = why;
    }
    startAnew(why);
  }

  private List<CompletableFuture<?>> takeAll() {
    List<CompletableFuture<?>> all = new ArrayList<>(calls.values());
    changes.values().forEach(all::addAll);
    calls.clear();
    changes.clear();
    return all;
  }
}
