package cuesta.framework.run;

import cuesta.api.Reason;
import cuesta.api.Refused;
import cuesta.framework.run.engine.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Who waits for an answer, or for a run to change. Any thread; nobody is woken under the lock. */
final class Waiters {
  private final Map<Long, CompletableFuture<Run>> calls = new HashMap<>();
  private final Map<Long, List<CompletableFuture<Void>>> changes = new HashMap<>();
  private long lastCall;
  private Reason over;

  /**
   * A call that is about to be made.
   *
   * @param number for its event
   * @param answer comes with the engine's effect
   */
  record Call(long number, CompletableFuture<Run> answer) {}

  synchronized Call call() {
    check();
    long number = ++lastCall;
    CompletableFuture<Run> answer = new CompletableFuture<>();
    calls.put(number, answer);
    return new Call(number, answer);
  }

  /** Completes at the next change of a run; register first, then look at the state. */
  synchronized CompletableFuture<Void> change(long number) {
    check();
    CompletableFuture<Void> change = new CompletableFuture<>();
    changes.computeIfAbsent(number, n -> new ArrayList<>()).add(change);
    return change;
  }

  /** Nobody waits any more. */
  synchronized void forget(long number, CompletableFuture<Void> change) {
    List<CompletableFuture<Void>> all = changes.get(number);
    if (all != null && all.remove(change) && all.isEmpty()) {
      changes.remove(number);
    }
  }

  private void check() {
    if (over != null) {
      throw new Refused(over);
    }
  }

  void done(long call, Run run) {
    CompletableFuture<Run> answer = taken(call);
    if (answer != null) {
      answer.complete(run);
    }
  }

  void refused(long call, Reason why) {
    CompletableFuture<Run> answer = taken(call);
    if (answer != null) {
      answer.completeExceptionally(new Refused(why));
    }
  }

  private synchronized CompletableFuture<Run> taken(long call) {
    return calls.remove(call);
  }

  void changed(long number) {
    List<CompletableFuture<Void>> all;
    synchronized (this) {
      all = changes.remove(number);
    }
    if (all != null) {
      all.forEach(change -> change.complete(null));
    }
  }

  /** Whoever waits has to ask again. */
  void startAnew(Reason why) {
    List<CompletableFuture<?>> all;
    synchronized (this) {
      all = takeAll();
    }
    all.forEach(one -> one.completeExceptionally(new Refused(why)));
  }

  /** Whoever waits has to ask somebody else. */
  void over(Reason why) {
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
