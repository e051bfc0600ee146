package cuesta.core.edge.master;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.ha.Detector;
import cuesta.api.ha.Election;
import cuesta.api.ha.Journal;
import cuesta.api.ha.LeaderInfo;
import cuesta.contracts.Await;
import cuesta.contracts.ha.MemoryEnsemble;
import cuesta.core.edge.link.ProtoRegistryCodec;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CandidacyTest {
  /** Says what the test says, in its order. */
  private static final class Says implements Election, Detector {
    private LongConsumer terms;
    private Consumer<Optional<LeaderInfo>> leaders;

    @Override
    public Campaign campaign(Address address, LongConsumer changes) {
      terms = changes;
      return new Campaign() {
        @Override
        public void announce(LeaderInfo leader) {}

        @Override
        public void resign(long term) {}

        @Override
        public void close() {}
      };
    }

    @Override
    public AutoCloseable detect(Consumer<Optional<LeaderInfo>> changes) {
      leaders = changes;
      return () -> {};
    }
  }

  private static LeaderInfo leader(long term) {
    return new LeaderInfo("m" + term, term, "127.0.0.1", 5050, 5060, "0.1.0");
  }

  /** Who was frozen may hear of its successor before it hears that it was replaced. */
  @Test
  void whoStepsDownKnowsTheLeaderThatItHeardOfBefore() throws Exception {
    Says says = new Says();
    try (MemoryEnsemble ensemble = new MemoryEnsemble();
        MasterNode master = BareMaster.start()) {
      Journal journal = ensemble.join().journal();
      Election.Address address = new Election.Address("127.0.0.1", 5050, 5060);
      try (Candidacy candidacy =
          new Candidacy(master, address, says, says, journal, new ProtoRegistryCodec())) {
        says.terms.accept(1);
        Await.until("it leads", () -> master.view().term() == 1, master::view);
        candidacy.announce(leader(1));
        says.leaders.accept(Optional.of(leader(1)));
        says.leaders.accept(Optional.of(leader(2)));
        says.terms.accept(0);
        Await.until("it lost", () -> master.leadership().lost().isPresent(), master::leadership);
        Await.until(
            "it follows", () -> master.leadership().leader().isPresent(), master::leadership);
        assertEquals(leader(2), master.leadership().leader().get());
      }
    }
  }
}
