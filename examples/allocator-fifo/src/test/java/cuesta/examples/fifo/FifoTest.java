package cuesta.examples.fifo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.allocator.AllocatorPlugin;
import cuesta.api.allocator.Grant;
import cuesta.contracts.allocator.AllocatorContract;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeBudget;
import cuesta.contracts.allocator.views.FakeCluster;
import cuesta.contracts.allocator.views.FakeContext;
import cuesta.contracts.allocator.views.FakeFramework;
import java.util.List;
import org.junit.jupiter.api.Test;

class FifoTest extends AllocatorContract {
  @Override
  protected AllocatorPlugin plugin() {
    return new Fifo();
  }

  @Test
  void theFirstOneGetsAll() throws Exception {
    FakeCluster cluster =
        FakeCluster.EMPTY
            .with(FakeAgent.of("a1", "cpus:4;mem:4096"), FakeAgent.of("a2", "cpus:4;mem:4096"))
            .with(FakeFramework.of("f1", "*"), FakeFramework.of("f2", "*"));
    List<Grant> grants =
        plugin().open(new FakeContext(cluster)).allocate(cluster, FakeBudget.ample(1)).grants();
    assertEquals(
        List.of("f1", "f1"), grants.stream().map(grant -> grant.framework().value()).toList());
  }
}
