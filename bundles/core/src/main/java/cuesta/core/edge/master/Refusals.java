package cuesta.core.edge.master;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what was refused because the leader or the session behind it is over: what a frozen leader
 * had queued ends up here. Any thread.
 */
final class Refusals {
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong offers = new AtomicLong();

  /** The registry did not take changes, as a later term has claimed it. */
  void fenced(int more) {
    changes.addAndGet(more);
  }

  /** A call was refused; only those count that came too late. */
  void refused(Reason why) {
    switch (why.code()) {
      case Reasons.NOT_LEADER, Reasons.SESSION_OVER -> calls.incrementAndGet();
      case Reasons.OFFER_OF_FORMER_LEADER -> offers.incrementAndGet();
      default -> {
        // Refused on its merits.
      }
    }
  }

  SortedMap<String, Long> counts() {
    TreeMap<String, Long> counts = new TreeMap<>();
    counts.put("fenced.changes", changes.get());
    counts.put("former.calls", calls.get());
    counts.put("former.offers", offers.get());
    return Collections.unmodifiableSortedMap(counts);
  }
}
