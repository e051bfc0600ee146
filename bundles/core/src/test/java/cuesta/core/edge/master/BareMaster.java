package cuesta.core.edge.master;

import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.allocator.Budget;
import cuesta.api.allocator.Proposal;
import cuesta.api.cluster.ClusterView;
import cuesta.api.http.Endpoint;
import cuesta.core.master.MasterConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Real masters without any plugin. */
public final class BareMaster {
  private BareMaster() {}

  /** Starts one, as a standby. */
  public static MasterNode start() {
    MasterNode master =
        new MasterNode(
            MasterConfig.DEFAULT, new NoAllocator(), new NoFrameworks(), (term, id) -> {});
    master.start();
    return master;
  }

  private static final class NoAllocator implements AllocatorCall {
    @Override
    public void allocate(
        ClusterView view, Budget budget, Consumer<Proposal> answer, Consumer<Reason> failure) {
      failure.accept(Reason.of(Reasons.NO_ALLOCATOR, "", ""));
    }

    @Override
    public List<Reason> explain(ClusterView view, FrameworkId framework) {
      return List.of();
    }
  }

  private static final class NoFrameworks implements MasterNode.FrameworkDoor {
    @Override
    public List<Reason> explain(TaskId task) {
      return List.of();
    }

    @Override
    public Optional<Endpoint> endpoint(String prefix) {
      return Optional.empty();
    }

    @Override
    public void leading(boolean leading) {}
  }
}
