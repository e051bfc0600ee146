package cuesta.contracts.allocator.views;

import cuesta.api.Reason;
import cuesta.api.allocator.AllocatorContext;
import cuesta.api.cluster.ClusterView;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;

/**
 * What an allocator is opened with in a test; what it reports is dropped.
 *
 * @param view the cluster to warm on
 */
public record FakeContext(ClusterView view) implements AllocatorContext {
  @Override
  public String node() {
    return "master";
  }

  @Override
  public SortedMap<String, String> config() {
    return Collections.emptySortedMap();
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public void report(Reason reason) {}
}
