package cuesta.testkit.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.allocator.Budget;
import cuesta.api.allocator.Proposal;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.FrameworkStore;
import cuesta.api.framework.Scheduler;
import cuesta.api.framework.UpdateView;
import cuesta.api.ha.Journal;
import cuesta.api.http.Endpoint;
import cuesta.contracts.framework.FrameworkStoreContract;
import cuesta.contracts.ha.MemoryEnsemble;
import cuesta.contracts.ha.Peers;
import cuesta.core.edge.link.ProtoRegistryCodec;
import cuesta.core.edge.master.AllocatorCall;
import cuesta.core.edge.master.MasterNode;
import cuesta.core.master.MasterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** The store that in-process frameworks get: through a master's loop, into a journal. */
class MasterStoreTest extends FrameworkStoreContract {
  private static final String NAME = "stores";

  private final MemoryEnsemble ensemble = new MemoryEnsemble();
  private final Peers.Peer peer = ensemble.join();
  private final CountDownLatch leads = new CountDownLatch(1);
  private final MasterNode master =
      new MasterNode(
          MasterConfig.DEFAULT,
          new NoAllocator(),
          new NoFrameworks(),
          (term, id) -> leads.countDown());
  private long session;

  @Override
  protected FrameworkStore store() {
    try {
      Journal journal = peer.journal();
      journal.load(1);
      master.start();
      master.lead(1, List.of(), journal, new ProtoRegistryCodec(), failure -> {});
      assertTrue(leads.await(30, TimeUnit.SECONDS), "the master does not lead");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return subscribe();
  }

  @Override
  protected FrameworkStore nextSession() {
    master.sessions().close(session);
    return subscribe();
  }

  private FrameworkStore subscribe() {
    session = master.sessions().reserve();
    FrameworkInfo info = FrameworkInfo.of(NAME, RoleId.DEFAULT, Duration.ofDays(1));
    Ear ear = new Ear(info, new CountDownLatch(1));
    master.sessions().subscribe(session, Principal.of(NAME), Optional.empty(), info, true, ear);
    try {
      assertTrue(ear.subscribed().await(30, TimeUnit.SECONDS), "not subscribed");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return master.store(session, NAME);
  }

  @AfterEach
  void end() {
    master.close();
    peer.close();
    ensemble.close();
  }

  private record Ear(FrameworkInfo info, CountDownLatch subscribed) implements Scheduler {
    @Override
    public void subscribed(FrameworkId id, boolean again) {
      subscribed.countDown();
    }

    @Override
    public void disconnected(Reason why) {}

    @Override
    public void offers(List<? extends OfferView> offers) {}

    @Override
    public void rescinded(OfferId offer, Reason why) {}

    @Override
    public void update(UpdateView update) {}

    @Override
    public void lost(AgentId agent, Reason why) {}
  }

  private static final class NoAllocator implements AllocatorCall {
    @Override
    public void allocate(
        ClusterView view, Budget budget, Consumer<Proposal> answer, Consumer<Reason> failure) {
      answer.accept(Proposal.NONE);
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
