package cuesta.election.zookeeper;

import cuesta.api.ha.Election;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One candidate, on a thread of its own which may wait for ZooKeeper. It looks at what is there and
 * does the next thing, over and over: so it does not matter where a lost connection broke it off.
 */
final class Candidacy implements Election.Campaign {
  private static final Logger LOG = LoggerFactory.getLogger(Candidacy.class);

  /** Of the session: how often a leader asks whether it still leads. */
  private static final int PROBES = 5;

  private static final Duration CLOSING = Duration.ofSeconds(3);

  private sealed interface Wish {}

  private record Announce(LeaderInfo leader) implements Wish {}

  private record Resign(long term) implements Wish {}

  /** Something changed, or the end has come: look again. */
  private enum Look implements Wish {
    AGAIN
  }

  private final Ensemble ensemble;
  private final Voice voice;
  private final Ballot ballot;
  private final LinkedBlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
  private final Watcher watcher = event -> wishes.add(Look.AGAIN);
  private final Vigils vigils = new Vigils(() -> wishes.add(Look.AGAIN));
  private final Consumer<Candidacy> ended;
  private final Thread thread;
  private volatile boolean closed;

  Candidacy(Ensemble ensemble, Election.Address address, Voice voice, Consumer<Candidacy> ended) {
    this.ensemble = ensemble;
    this.voice = voice;
    this.ended = ended;
    this.ballot = new Ballot(ensemble, address);
    this.thread = Thread.ofVirtual().name("cuesta-candidate").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void announce(LeaderInfo leader) {
    wishes.add(new Announce(leader));
  }

  @Override
  public void resign(long term) {
    wishes.add(new Resign(term));
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    voice.lost();
    wishes.add(Look.AGAIN);
    if (!ensemble.isUsable()) {
      thread.interrupt(); // it could only wait for ZooKeeper
    }
    try {
      if (!thread.join(CLOSING)) {
        thread.interrupt(); // its session will end with the connection, or time out
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOver() {
    return closed || ensemble.isClosed();
  }

  private void run() {
    try {
      while (!isOver() && !ensemble.awaitReady(ensemble.session())) {
        LOG.debug("waits for ZooKeeper");
      }
      for (long pause = 10; !isOver(); ) {
        try {
          stand();
          pause = 10;
        } catch (KeeperException e) {
          LOG.debug("will look again", e);
          if (!Retry.isWorth(e) && pause >= 500) {
            LOG.warn("cannot stand for election: {}", e.getMessage());
          }
          ensemble.pause(pause);
          pause = Ensemble.longer(pause);
        }
      }
      if (!ensemble.isClosed() && ensemble.isUsable()) {
        ballot.withdraw();
      }
    } catch (KeeperException e) {
      LOG.info("left the election without a word, as ZooKeeper does not answer: {}", e.code());
    } catch (InterruptedException e) {
      LOG.debug("a candidate was interrupted", e);
    } finally {
      vigils.end();
      voice.lost();
      ended.accept(this);
    }
  }

  private void stand() throws KeeperException, InterruptedException {
    List<String> ahead = ballot.ahead(watcher);
    vigils.keep(ahead, ballot::target);
    if (!ahead.isEmpty() && !vigils.isGone(ahead.getLast())) {
      await(ensemble.session());
      return;
    }
    long sent = System.nanoTime();
    long term = ahead.isEmpty() ? ballot.takeLead() : ballot.replace(ahead.getLast());
    if (term == 0) {
      return;
    }
    LOG.info("leads with term {}", term);
    vigils.end();
    voice.won(term, sent + ballot.lease().toNanos());
    try {
      lead(term);
    } finally {
      voice.lost();
      LOG.info("term {} is over", term);
    }
    // Whoever leads again is a new leader, with a new term, behind those who waited.
    while (!isOver() && !stepBack()) {
      ensemble.pause(50);
    }
  }

  private boolean stepBack() throws InterruptedException {
    try {
      ballot.withdraw();
      // Not at once again, if there is nobody else: what made it resign takes time to pass.
      ensemble.pause(ensemble.session().toMillis() / 10);
      return true;
    } catch (KeeperException e) {
      LOG.debug("cannot step back yet", e);
      return false;
    }
  }

  /** Returns when the term is over. */
  private void lead(long term) throws InterruptedException {
    LeaderInfo unpublished = null;
    while (!isOver() && !voice.isOver(term)) {
      try {
        long sent = System.nanoTime();
        if (!ballot.leads(term, watcher)) {
          return;
        }
        voice.renewed(term, sent + ballot.lease().toNanos());
        if (unpublished != null) {
          publish(unpublished);
          unpublished = null;
        }
      } catch (KeeperException e) {
        if (e.code() == KeeperException.Code.SESSIONEXPIRED) {
          return;
        }
        LOG.debug("in doubt about term {}", term, e);
        ensemble.pause(50);
      }
      Wish wish = wishes.poll(unpublished == null ? probe().toMillis() : 50, TimeUnit.MILLISECONDS);
      if (wish instanceof Resign resign && resign.term() == term) {
        return;
      }
      if (wish instanceof Announce announce && announce.leader().term() == term) {
        unpublished = announce.leader();
      }
    }
  }

  private void publish(LeaderInfo leader) throws KeeperException, InterruptedException {
    try {
      ballot.publish(leader);
    } catch (IOException e) {
      LOG.error(
          "host: '{}' of this master cannot be looked up, so nobody can find it: give --host an"
              + " address",
          leader.host(),
          e);
    }
  }

  /** Waits for a change; wishes of who does not lead are void. */
  private void await(Duration patience) throws InterruptedException {
    wishes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Duration probe() {
    return ballot.lease().dividedBy(PROBES);
  }
}
