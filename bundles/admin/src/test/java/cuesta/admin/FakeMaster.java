package cuesta.admin;

import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.TaskId;
import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.SchedulerSession;
import cuesta.api.front.Leadership;
import cuesta.api.front.Master;
import cuesta.api.front.OperatorCall;
import cuesta.api.front.Watcher;
import cuesta.api.ha.LeaderInfo;
import cuesta.api.http.Endpoint;
import cuesta.contracts.allocator.views.FakeCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A master that shows what a test gave it and remembers what it was asked to do. */
public final class FakeMaster implements Master {
  private volatile Leadership leadership;
  private volatile ClusterView view = FakeCluster.EMPTY;
  private volatile Optional<Endpoint> endpoint = Optional.empty();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final List<String> operations = new ArrayList<>();

  /** It leads. */
  public FakeMaster() {
    leads(true, "127.0.0.1", 5050);
  }

  /** Says who leads. */
  public void leads(boolean leading, String host, int port) {
    LeaderInfo info = new LeaderInfo("id", 7, host, port, 5060, "0.1");
    leadership = new Leadership(leading, 7, Optional.of(info), Optional.empty());
  }

  /** It led term 7, and nobody leads now. */
  public void lost(Reason why) {
    leadership = new Leadership(false, 7, Optional.empty(), Optional.of(why));
  }

  /** Nobody leads. */
  public void nobodyLeads() {
    leadership = Leadership.NONE;
  }

  /** Shows another view, and tells whoever watches. */
  public void show(ClusterView now) {
    view = now;
    watchers.forEach(watcher -> watcher.changed(now, Optional.empty()));
  }

  /** Ends all watches. */
  public void endWatches() {
    watchers.forEach(watcher -> watcher.closed(Reason.of(Reasons.NOT_LEADER, "", "over")));
  }

  /** How many watch. */
  public int watchers() {
    return watchers.size();
  }

  /** Serves an endpoint. */
  public void serve(Endpoint served) {
    endpoint = Optional.of(served);
  }

  /** What was asked for. */
  public List<String> operations() {
    return operations;
  }

  @Override
  public Leadership leadership() {
    return leadership;
  }

  @Override
  public ClusterView view() {
    return view;
  }

  @Override
  public List<Reason> health() {
    return List.of(Reason.of(Reasons.NO_AGENTS, "", "none"));
  }

  @Override
  public SortedMap<String, Long> refused() {
    return new TreeMap<>(Map.of("former.calls", 3L));
  }

  @Override
  public AutoCloseable watch(ClusterView from, Watcher watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  @Override
  public SchedulerSession subscribe(
      Principal principal, Optional<FrameworkId> id, FrameworkInfo info, Scheduler events) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> operate(Principal principal, OperatorCall call) {
    operations.add(principal.name() + " " + call.kind() + " " + call.arguments());
    return call.kind().equals("UNHEARD_OF")
        ? CompletableFuture.failedFuture(
            new Refused(Reason.of(Reasons.OPERATION_UNKNOWN, call.kind(), "unknown")))
        : CompletableFuture.completedFuture(null);
  }

  @Override
  public List<Reason> explain(FrameworkId framework) {
    return List.of(Reason.of(Reasons.SUPPRESSED, framework.value(), "wants nothing"));
  }

  @Override
  public List<Reason> explain(TaskId task) {
    return task.value().equals("waiting")
        ? List.of(Reason.of(Reasons.RESOURCES_SHORT, "waiting", "needs 1 cpu"))
        : List.of();
  }

  @Override
  public Optional<Endpoint> endpoint(String prefix) {
    return endpoint.filter(served -> served.prefix().equals(prefix));
  }
}
