package cuesta.election.zookeeper;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a candidate's listener whether it leads. Leadership is a lease, renewed by each answer of
 * ZooKeeper: counted from the moment the question was *sent*, it ends no later than the session
 * can. Everything here happens on one thread, which never waits for ZooKeeper.
 */
final class Voice {
  private static final Logger LOG = LoggerFactory.getLogger(Voice.class);

  private final ScheduledExecutorService thread;
  private final LongConsumer listener;
  private long leaseEnd;
  private long told;
  private volatile long over;

  Voice(ScheduledExecutorService thread, LongConsumer listener) {
    this.thread = thread;
    this.listener = listener;
  }

  /** Whether a term has ended for the listener, or ended before it could be told. */
  boolean isOver(long term) {
    return over >= term;
  }

  void won(long term, long until) {
    thread.execute(
        () -> {
          leaseEnd = until;
          if (until - System.nanoTime() > 0) {
            tell(term);
            check(term);
          } else {
            over = term;
          }
        });
  }

  void renewed(long term, long until) {
    thread.execute(
        () -> {
          if (told == term && until - leaseEnd > 0) {
            leaseEnd = until;
          }
        });
  }

  void lost() {
    thread.execute(() -> tell(0));
  }

  private void check(long term) {
    if (told != term) {
      return;
    }
    long left = leaseEnd - System.nanoTime();
    if (left > 0) {
      thread.schedule(() -> check(term), left, TimeUnit.NANOSECONDS);
    } else {
      tell(0);
    }
  }

  private void tell(long term) {
    if (told == term) {
      return;
    }
    if (term == 0) {
      over = told;
    }
    told = term;
    try {
      listener.accept(term);
    } catch (RuntimeException e) { // a foreign listener must not end the lease's timer
      LOG.error("a listener failed when it was told of term {}", term, e);
    }
  }
}
