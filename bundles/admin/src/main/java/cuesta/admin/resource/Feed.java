package cuesta.admin.resource;

import cuesta.api.Reason;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.Difference;
import cuesta.api.front.Watcher;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Hands the newest view from the master's lane to the thread of a connection. */
final class Feed implements Watcher {
  private final AtomicReference<ClusterView> newest = new AtomicReference<>();
  private final Semaphore news = new Semaphore(0);
  private volatile boolean over;

  @Override
  public void changed(ClusterView now, Optional<Difference> since) {
    if (newest.getAndSet(now) == null) {
      news.release();
    }
  }

  @Override
  public void closed(Reason why) {
    over = true;
    news.release();
  }

  /** Waits for a newer view; empty if none came in time. */
  Optional<ClusterView> await(Duration limit) throws InterruptedException {
    return news.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.ofNullable(newest.getAndSet(null))
        : Optional.empty();
  }

  /** Whether nothing follows. */
  boolean over() {
    return over;
  }
}
