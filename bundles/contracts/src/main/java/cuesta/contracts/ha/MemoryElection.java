package cuesta.contracts.ha;

import cuesta.api.ha.Election;
import cuesta.api.ha.LeaderInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** The election of a {@link MemoryEnsemble}. */
final class MemoryElection implements Election {
  private final MemoryEnsemble ensemble;
  private final MemoryPeer peer;
  private final List<Candidate> own = new ArrayList<>();

  MemoryElection(MemoryEnsemble ensemble, MemoryPeer peer) {
    this.ensemble = ensemble;
    this.peer = peer;
  }

  @Override
  public Campaign campaign(Address address, LongConsumer changes) {
    Candidate candidate = new Candidate(changes);
    ensemble.thread.execute(
        () -> {
          own.add(candidate);
          if (!peer.isMuted()) {
            candidate.stand();
          }
        });
    return candidate;
  }

  void sessionLost() {
    own.forEach(Candidate::leave);
  }

  /** Everybody here sees at once what others would see soon. */
  void takenForGone() {
    own.forEach(Candidate::leave);
    if (!peer.isMuted()) {
      own.forEach(Candidate::stand);
    }
  }

  void sessionBack() {
    own.forEach(Candidate::stand);
  }

  void end() {
    List.copyOf(own).forEach(Candidate::end);
  }

  /** One of the queue. */
  final class Candidate implements Campaign {
    private final LongConsumer changes;
    private long term;

    Candidate(LongConsumer changes) {
      this.changes = changes;
    }

    boolean leads() {
      return term != 0;
    }

    void won(long by) {
      term = by;
      changes.accept(by);
    }

    private void stand() {
      if (!ensemble.candidates.contains(this)) {
        ensemble.candidates.add(this);
        ensemble.elect();
      }
    }

    private void leave() {
      ensemble.candidates.remove(this);
      if (term != 0) {
        long ended = term;
        term = 0;
        changes.accept(0);
        ensemble.over(ended);
      }
      ensemble.elect();
    }

    private void end() {
      own.remove(this);
      leave();
    }

    @Override
    public void announce(LeaderInfo leader) {
      peer.reach(
          () -> {
            if (term != 0 && term == leader.term()) {
              ensemble.publish(leader);
            }
          });
    }

    @Override
    public void resign(long of) {
      ensemble.thread.execute(
          () -> {
            if (term != 0 && term == of) {
              leave();
              stand();
            }
          });
    }

    @Override
    public void close() {
      ensemble.thread.execute(this::end);
    }
  }
}
