package cuesta.contracts.framework.fakes;

import cuesta.api.Reason;
import cuesta.api.cluster.ClusterView;
import cuesta.api.framework.FrameworkContext;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.SchedulerSession;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * What a framework is opened with in a test.
 *
 * @param session its calls
 * @param store its data
 * @param files what its tasks wrote
 * @param blobs its bulk
 * @param clusterView what it sees of the cluster
 * @param config its configuration
 * @param reports what it reported
 */
public record FakeFrameworkContext(
    SchedulerSession session,
    FrameworkStore store,
    FakeFiles files,
    FakeBlobs blobs,
    Supplier<ClusterView> clusterView,
    SortedMap<String, String> config,
    List<Reason> reports)
    implements FrameworkContext {
  /**
   * A context without configuration.
   *
   * @param session session and store
   * @param view what it sees of the cluster
   * @return the context
   */
  public static FakeFrameworkContext of(ScriptedSession session, Supplier<ClusterView> view) {
    FakeBlobs blobs = new FakeBlobs();
    return new FakeFrameworkContext(
        session,
        session,
        new FakeFiles(blobs),
        blobs,
        view,
        Collections.unmodifiableSortedMap(new TreeMap<>()),
        new CopyOnWriteArrayList<>());
  }

  @Override
  public ClusterView view() {
    return clusterView.get();
  }

  @Override
  public String node() {
    return "master";
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public void report(Reason reason) {
    reports.add(reason);
  }
}
