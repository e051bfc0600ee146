package cuesta.contracts.ha;

import cuesta.api.ha.Detector;
import cuesta.api.ha.Election;
import cuesta.api.ha.Journal;
import java.util.ArrayList;
import java.util.List;

/** One process that uses a {@link MemoryEnsemble}. */
public final class MemoryPeer implements Peers.Peer {
  private final MemoryEnsemble ensemble;
  private final MemoryElection election;
  private final MemoryDetector detector;
  private final MemoryJournal journal;
  private final List<Runnable> held =
      new ArrayList<>(); // on the ensemble's thread, as the next one
  private boolean muted;

  MemoryPeer(MemoryEnsemble ensemble) {
    this.ensemble = ensemble;
    this.election = new MemoryElection(ensemble, this);
    this.detector = new MemoryDetector(ensemble, this);
    this.journal = new MemoryJournal(ensemble, this);
  }

  /** On the ensemble's thread, in order, once it can be reached. */
  void reach(Runnable work) {
    ensemble.thread.execute(
        () -> {
          if (muted) {
            held.add(work);
          } else {
            work.run();
          }
        });
  }

  boolean isMuted() {
    return muted;
  }

  @Override
  public Election election() {
    return election;
  }

  @Override
  public Detector detector() {
    return detector;
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Election.Address address() {
    return new Election.Address("memory", 5050, 5060);
  }

  @Override
  public void awaitStanding() throws Exception {
    ensemble.thread.submit(() -> {}).get();
  }

  @Override
  public void refuse() {
    ensemble.thread.execute(election::takenForGone);
  }

  @Override
  public void mute() {
    ensemble.thread.execute(
        () -> {
          muted = true;
          election.sessionLost();
        });
  }

  @Override
  public void unmute() {
    ensemble.thread.execute(
        () -> {
          muted = false;
          held.forEach(Runnable::run);
          held.clear();
          election.sessionBack();
          detector.look();
        });
  }

  @Override
  public void disturb(long chance) {
    if ((chance & 1) == 0) {
      mute();
      unmute();
    }
  }

  @Override
  public void close() {
    journal.close();
    ensemble.thread.execute(election::end);
  }
}
