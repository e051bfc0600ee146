package cuesta.core.edge.master;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.allocator.Budget;
import cuesta.api.allocator.Proposal;
import cuesta.api.cluster.ClusterView;
import java.util.List;
import java.util.function.Consumer;

/** How a master reaches its allocator, whichever is current. */
public interface AllocatorCall {
  /**
   * Asks for a proposal. Does not block; exactly one of the two is told, on any thread.
   *
   * @param view the cluster
   * @param budget how long and how much
   * @param answer told the proposal
   * @param failure told why there is none
   */
  void allocate(
      ClusterView view, Budget budget, Consumer<Proposal> answer, Consumer<Reason> failure);

  /**
   * Asks why a framework gets little.
   *
   * @param view the cluster
   * @param framework whom it is about
   * @return the allocator's reasons; empty if it does not say in time
   */
  List<Reason> explain(ClusterView view, FrameworkId framework);
}
