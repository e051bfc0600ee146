package cuesta.allocator.drf;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.allocator.Allocator;
import cuesta.api.allocator.Budget;
import cuesta.api.allocator.Proposal;
import cuesta.api.cluster.ClusterView;
import java.util.List;

/** Dominant resource fairness over roles and frameworks; docs/decisions/0008 says how it cuts. */
final class DrfAllocator implements Allocator {
  private final Books books = new Books();

  DrfAllocator(ClusterView view) {
    books.update(view);
  }

  @Override
  public Proposal allocate(ClusterView view, Budget budget) {
    books.update(view);
    return new Cycle(books, budget).run();
  }

  /** Reads the view alone: the books belong to the allocation thread. */
  @Override
  public List<Reason> explain(ClusterView view, FrameworkId framework) {
    return new Explanation(view).of(framework);
  }
}
