package cuesta.election.zookeeper;

import cuesta.api.ha.Election;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongConsumer;

/** Candidates queue up as ephemeral sequential znodes; the first raises the term and leads. */
final class ZooKeeperElection implements Election, AutoCloseable {
  private final Ensemble ensemble;
  private final Set<Candidacy> campaigns = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor voices =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("cuesta-election").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  ZooKeeperElection(Ensemble ensemble) {
    this.ensemble = ensemble;
  }

  @Override
  public Campaign campaign(Address address, LongConsumer changes) {
    Candidacy candidacy =
        new Candidacy(ensemble, address, new Voice(voices, changes), campaigns::remove);
    campaigns.add(candidacy);
    candidacy.start();
    return candidacy;
  }

  /** Whoever leads hears that it does not any more. */
  @Override
  public void close() {
    campaigns.forEach(Candidacy::close);
    voices.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    voices.shutdown();
  }
}
