package cuesta.api.allocator;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.cluster.ClusterView;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A policy: who is offered what. It proposes, the core disposes: each grant is checked against the
 * present state and dropped if it does not fit any more. It may keep caches but holds no truth;
 * calling it again, or never, loses nothing.
 */
@ConsumerType
public interface Allocator extends AutoCloseable {
  /**
   * Proposes offers. Called on one worker thread, never concurrently, whenever something changed
   * that could allow an offer. Deterministic: the same sequence of views and budgets gives the same
   * proposals, so no clock ({@link ClusterView#time}) and no chance of its own ({@link
   * Budget#seed}). Looks at {@link Budget#exhausted} at least once per framework and then returns
   * what it has; interrupted at twice the budget.
   *
   * @param view the cluster
   * @param budget how long and how much
   * @return grants whose resources lie within the free resources of their agents
   * @throws RuntimeException drops the cycle and counts toward quarantine
   */
  Proposal allocate(ClusterView view, Budget budget);

  /**
   * Says why a framework gets no (or few) offers. Any thread, at any time, on any view; within 50
   * ms; pure.
   *
   * @param view the cluster
   * @param framework whom it is about
   * @return reasons with numbers, the weightiest first
   */
  default List<Reason> explain(ClusterView view, FrameworkId framework) {
    return List.of();
  }

  /** Retires. Called once, on a worker, after the last call has ended; within 10 s. */
  @Override
  default void close() {}
}
