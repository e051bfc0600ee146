package cuesta.api.front;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.Difference;
import cuesta.api.framework.UpdateView;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Who follows the cluster. Called on one lane, in order; return soon. */
@ConsumerType
public interface Watcher {
  /**
   * The cluster changed; coalesces.
   *
   * @param now the cluster
   * @param since what changed since the view of the last call; empty to compare everything
   */
  default void changed(ClusterView now, Optional<Difference> since) {}

  /**
   * A task changed its state; every transition, in order per task.
   *
   * @param framework whose task
   * @param update the transition
   */
  default void updated(FrameworkId framework, UpdateView update) {}

  /**
   * Nothing follows.
   *
   * @param why too slow, or the master stops leading
   */
  default void closed(Reason why) {}
}
