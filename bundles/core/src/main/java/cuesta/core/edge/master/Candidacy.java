package cuesta.core.edge.master;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.front.Leadership;
import cuesta.api.ha.Detector;
import cuesta.api.ha.Election;
import cuesta.api.ha.FencedException;
import cuesta.api.ha.Journal;
import cuesta.api.ha.LeaderInfo;
import cuesta.api.ha.UnreadableException;
import cuesta.core.master.RegistryChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for election on behalf of a master: loads and claims the journal when the election is won,
 * hands everything to the master, and makes it step down when the election is lost or the journal
 * is fenced. One thread of its own, since loading blocks.
 */
public final class Candidacy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Candidacy.class);

  private final MasterNode master;
  private final Journal journal;
  private final RegistryCodec codec;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("candidacy").daemon().factory());
  private final Election.Campaign campaign;
  private final AutoCloseable detection;
  private volatile long term;
  private volatile boolean closing;
  private Optional<Reason> obstacle = Optional.empty();
  private Optional<LeaderInfo> seen = Optional.empty();

  /**
   * A candidacy, standing at once.
   *
   * @param master on whose behalf
   * @param address where this master listens
   * @param election where
   * @param detector how to learn of others who lead
   * @param journal what to load
   * @param codec how to read it
   */
  public Candidacy(
      MasterNode master,
      Election.Address address,
      Election election,
      Detector detector,
      Journal journal,
      RegistryCodec codec) {
    this.master = master;
    this.journal = journal;
    this.codec = codec;
    campaign = election.campaign(address, won -> thread.execute(() -> changed(won)));
    detection = detector.detect(leader -> thread.execute(() -> detected(leader)));
  }

  private void changed(long won) {
    if (won == 0) {
      String why =
          closing
              ? "this master ends"
              : "ZooKeeper heard nothing of this master for a session timeout, or another took"
                  + " over";
      lost(
          Reason.of(Reasons.NOT_LEADER, "", "term " + term + " is over: " + why, "ask the leader"));
      return;
    }
    term = won;
    try {
      List<RegistryChange> changes = load(won);
      LOG.info("won term {}; the registry has {} changes", won, changes.size());
      obstacle(Optional.empty());
      master.lead(
          won, changes, journal, codec, failure -> thread.execute(() -> failed(won, failure)));
    } catch (FencedException e) {
      LOG.info("{}", e.getMessage());
      term = 0;
      follow(won);
    } catch (UnreadableException e) {
      obstacle(Optional.of(e.reason()));
      resign(won);
    } catch (IOException | RuntimeException e) {
      LOG.info("the registry cannot be read in term {}", won, e);
      obstacle(
          Optional.of(
              Reason.of(
                  Reasons.REGISTRY_UNAVAILABLE,
                  "the registry",
                  "cannot be read now: " + e.getMessage(),
                  "is tried again by itself; look at the ensemble")));
      resign(won);
    }
  }

  private List<RegistryChange> load(long won) throws IOException {
    Journal.Stored stored = journal.load(won);
    List<RegistryChange> changes = new ArrayList<>(stored.changes().size());
    for (byte[] change : stored.changes()) {
      changes.add(codec.decode(change));
    }
    return changes;
  }

  /** Another candidate may be a version that can read it. */
  private void resign(long won) {
    term = 0;
    campaign.resign(won);
    follow(won);
  }

  /** Logged once, though a master that is alone wins again and again. */
  private void obstacle(Optional<Reason> now) {
    if (now.isPresent() && !now.equals(obstacle)) {
      LOG.error("this master cannot lead: {}", now.get());
    }
    obstacle = now;
    master.cannotLead(now);
  }

  private void failed(long of, Throwable failure) {
    if (term != of) {
      return;
    }
    LOG.warn("the registry takes nothing of term {} any more: {}", of, failure.toString());
    if (failure instanceof FencedException) {
      lost(Reason.of(Reasons.NOT_LEADER, "", failure.getMessage(), "ask the leader"));
    } else {
      lost(
          Reason.of(
              Reasons.REGISTRY_UNAVAILABLE,
              "",
              "the registry takes nothing of this term any more"));
      campaign.resign(of);
    }
  }

  private void lost(Reason why) {
    if (term != 0) {
      long over = term;
      term = 0;
      master.stepDown(why);
      follow(over);
    }
  }

  /**
   * A successor may have been seen before it was known that a term is over: it is not told again.
   */
  private void follow(long over) {
    detected(seen.filter(leader -> leader.term() > over));
  }

  private void detected(Optional<LeaderInfo> leader) {
    seen = leader;
    if (term == 0) {
      master.leadership(
          new Leadership(
              false,
              leader.map(LeaderInfo::term).orElse(master.leadership().term()),
              leader,
              master.leadership().lost()));
    }
  }

  /**
   * Publishes this master as the leader.
   *
   * @param leader itself
   */
  public void announce(LeaderInfo leader) {
    thread.execute(
        () -> {
          if (term == leader.term()) {
            master.leadership(MasterNode.leading(leader));
            campaign.announce(leader);
            LOG.info("leads term {} as {}", leader.term(), leader.id());
          }
        });
  }

  @Override
  public void close() {
    closing = true; // what follows is said of itself
    try {
      detection.close();
    } catch (Exception e) { // the contract of AutoCloseable; what it follows is over anyway
      LOG.debug("detection did not close", e);
    }
    campaign.close();
    thread.shutdownNow();
  }
}
