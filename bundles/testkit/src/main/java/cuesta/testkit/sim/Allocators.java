package cuesta.testkit.sim;

import cuesta.api.Reason;
import cuesta.api.allocator.Allocator;
import cuesta.api.allocator.AllocatorContext;
import cuesta.api.allocator.AllocatorPlugin;
import cuesta.api.cluster.ClusterView;
import cuesta.testkit.guest.Violation;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;

/**
 * Opens the allocator under test.
 *
 * @param name its name
 * @param plugin the shipped plugin
 */
record Allocators(String name, AllocatorPlugin plugin) {
  Allocator open(ClusterView view) {
    try {
      return plugin.open(new Context(view));
    } catch (Exception e) { // open may throw anything
      throw new Violation("allocator " + name + " would not open", e);
    }
  }

  private record Context(ClusterView view) implements AllocatorContext {
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
    public void report(Reason reason) {
      // degraded or not, the invariants decide
    }
  }
}
