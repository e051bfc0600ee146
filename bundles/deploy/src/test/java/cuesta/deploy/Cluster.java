package cuesta.deploy;

import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.front.Leadership;
import cuesta.api.front.Master;
import cuesta.api.front.OperatorCall;
import cuesta.api.front.Watcher;
import cuesta.api.http.Endpoint;
import cuesta.contracts.allocator.views.FakeCluster;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A master that shows what a test sets. */
final class Cluster implements Master {
  private final boolean leading;
  FakeCluster view = FakeCluster.EMPTY;

  Cluster(boolean leading) {
    this.leading = leading;
  }

  @Override
  public Leadership leadership() {
    return new Leadership(leading, 1, Optional.empty(), Optional.empty());
  }

  @Override
  public ClusterView view() {
    return view;
  }

  @Override
  public List<Reason> health() {
    return List.of();
  }

  @Override
  public SortedMap<String, Long> refused() {
    return Collections.emptySortedMap();
  }

  @Override
  public AutoCloseable watch(ClusterView from, Watcher watcher) {
    return () -> {};
  }

  @Override
  public SchedulerSession subscribe(
      Principal principal, Optional<FrameworkId> id, FrameworkInfo info, Scheduler events) {
    throw new UnsupportedOperationException("nobody subscribes here");
  }

  @Override
  public CompletionStage<Void> operate(Principal principal, OperatorCall call) {
    return CompletableFuture.failedStage(new UnsupportedOperationException());
  }

  @Override
  public List<Reason> explain(FrameworkId framework) {
    return List.of();
  }

  @Override
  public List<Reason> explain(TaskId task) {
    return List.of();
  }

  @Override
  public Optional<Endpoint> endpoint(String prefix) {
    return Optional.empty();
  }
}
