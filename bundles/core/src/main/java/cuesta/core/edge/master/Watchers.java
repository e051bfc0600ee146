package cuesta.core.edge.master;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.Difference;
import cuesta.api.framework.UpdateView;
import cuesta.api.front.Watcher;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readers that follow the cluster, each on its own lane. Told on the loop's thread, which never
 * waits for them.
 */
final class Watchers {
  private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

  /** Calls that wait for one watcher at most. */
  private static final int OUTBOX = 10_000;

  private final Executor lanes;
  private final Supplier<? extends ClusterView> committed;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  Watchers(Executor lanes, Supplier<? extends ClusterView> committed) {
    this.lanes = lanes;
    this.committed = committed;
  }

  private final class Watch implements AutoCloseable {
    private final Watcher watcher;
    private final Lane lane = new Lane(lanes, OUTBOX);
    private final AtomicBoolean told = new AtomicBoolean(); // a call of changed() waits already
    private ClusterView seen; // on the lane only

    Watch(ClusterView from, Watcher watcher) {
      seen = from;
      this.watcher = watcher;
    }

    void changed() {
      if (told.compareAndSet(false, true)) {
        run(this::tell);
      }
    }

    private void tell() {
      told.set(false); // before the view is read, so that no later change goes unnoticed
      ClusterView now = committed.get();
      if (now != seen) {
        Optional<Difference> since = now.since(seen);
        seen = now;
        watcher.changed(now, since);
      }
    }

    void run(Runnable call) {
      boolean taken =
          lane.run(
              () -> {
                try {
                  call.run();
                } catch (RuntimeException e) {
                  LOG.warn("a watcher failed and is dropped", e);
                  close();
                }
              });
      if (!taken) {
        close();
        lanes.execute(
            () ->
                watcher.closed(
                    Reason.of(
                        Reasons.OVERLOADED,
                        "",
                        "more than " + OUTBOX + " events behind",
                        "start again")));
      }
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }

  AutoCloseable watch(ClusterView from, Watcher watcher) {
    Watch watch = new Watch(from, watcher);
    watches.add(watch);
    watch.changed();
    return watch;
  }

  void changed() {
    for (Watch watch : watches) {
      watch.changed();
    }
  }

  void updated(FrameworkId framework, UpdateView update) {
    for (Watch watch : watches) {
      watch.run(() -> watch.watcher.updated(framework, update));
    }
  }

  void closeAll(Reason why) {
    for (Watch watch : watches) {
      watch.close();
      watch.run(() -> watch.watcher.closed(why));
    }
  }
}
