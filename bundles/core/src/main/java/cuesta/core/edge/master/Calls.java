package cuesta.core.edge.master;

import cuesta.api.Reason;
import cuesta.api.Refused;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Calls that wait for the loop's answer. Any thread. */
final class Calls {
  private record Waiting(long session, CompletableFuture<Void> answer) {}

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private final Refusals refusals;

  Calls(Refusals refusals) {
    this.refusals = refusals;
  }

  /** Registers a call under a fresh number, which the sender puts into its event. */
  CompletableFuture<Void> call(long session, LongConsumer sender) {
    long number = numbers.incrementAndGet();
    CompletableFuture<Void> answer = new CompletableFuture<>();
    waiting.put(number, new Waiting(session, answer));
    sender.accept(number);
    return answer;
  }

  void answer(long number, Optional<Reason> refusal) {
    Waiting one = waiting.remove(number);
    if (one != null) {
      finish(one, refusal);
    }
  }

  private void finish(Waiting one, Optional<Reason> refusal) {
    if (refusal.isPresent()) {
      refusals.refused(refusal.get());
      one.answer().completeExceptionally(new Refused(refusal.get()));
    } else {
      one.answer().complete(null);
    }
  }

  /** Refuses all that a session still waits for. */
  void refuseSession(long session, Reason why) {
    for (Iterator<Waiting> all = waiting.values().iterator(); all.hasNext(); ) {
      Waiting one = all.next();
      if (one.session() == session) {
        all.remove();
        finish(one, Optional.of(why));
      }
    }
  }

  void refuseAll(Reason why) {
    for (Iterator<Waiting> all = waiting.values().iterator(); all.hasNext(); ) {
      Waiting one = all.next();
      all.remove();
      finish(one, Optional.of(why));
    }
  }
}
