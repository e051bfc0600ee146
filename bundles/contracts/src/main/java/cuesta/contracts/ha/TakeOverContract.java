package cuesta.contracts.ha;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ha.Election;
import cuesta.api.ha.FencedException;
import cuesta.api.ha.LeaderInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an {@link Election} must do if the leader's process is provably gone. Sessions should last
 * far longer than {@link Peers#patience}, so that nothing here can be the end of one.
 */
public abstract class TakeOverContract {
  private static final Duration MOMENT = Duration.ofMillis(600);

  private Peers peers;

  /** For subclasses. */
  protected TakeOverContract() {}

  /**
   * A fresh ensemble.
   *
   * @return it
   * @throws Exception if there can be none
   */
  protected abstract Peers peers() throws Exception;

  @BeforeEach
  void open() throws Exception {
    peers = peers();
  }

  @AfterEach
  void close() {
    peers.close();
  }

  /**
   * A candidate.
   *
   * @param peer its process
   * @param heard terms
   * @param campaign itself
   */
  protected record Candidate(Peers.Peer peer, Heard<Long> heard, Election.Campaign campaign) {
    /**
     * What it was told.
     *
     * @return terms and zeros, in order
     */
    public List<Long> told() {
      return heard.all();
    }

    /** Its process ends without a word: nobody tells the ensemble. */
    void die() {
      peer.mute();
      peer.refuse();
    }
  }

  /**
   * Another candidate, which has found its place in the queue.
   *
   * @return it
   * @throws Exception if it does not stand
   */
  protected Candidate stand() throws Exception {
    Peers.Peer peer = peers.join();
    Heard<Long> heard = new Heard<>();
    Candidate candidate =
        new Candidate(peer, heard, peer.election().campaign(peer.address(), heard::tell));
    peer.awaitStanding();
    return candidate;
  }

  /**
   * Waits for a term.
   *
   * @param candidate who is to lead
   * @return the term
   * @throws InterruptedException if interrupted
   */
  protected long awaitTerm(Candidate candidate) throws InterruptedException {
    return candidate.heard().await("a term", term -> term > 0, peers.patience());
  }

  @Test
  void theNextOneLeadsAtOnceIfTheLeadersProcessIsGone() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    a.die();
    assertTrue(awaitTerm(b) > first);
  }

  @Test
  void theThirdLeadsIfTheProcessesOfBothBeforeItAreGone() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    Candidate c = stand();
    b.die();
    a.die();
    assertTrue(awaitTerm(c) > first);
    assertEquals(List.of(), b.heard().all());
  }

  @Test
  void aStandbysEndMovesNobody() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    Candidate c = stand();
    b.die();
    assertTrue(a.heard().isSilentFor(MOMENT));
    assertEquals(List.of(first), a.heard().all());
    a.die();
    assertTrue(awaitTerm(c) > first);
  }

  @Test
  void whoWasTakenForGoneIsToldAndStandsAgain() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    a.peer().refuse();
    long second = awaitTerm(b);
    assertTrue(second > first);
    a.heard().await("0", term -> term == 0, peers.patience());
    b.campaign().close();
    assertTrue(awaitTerm(a) > second);
  }

  @Test
  void whatWhoWasTakenForGoneWritesIsRefused() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    a.peer().journal().load(first);
    Candidate b = stand();
    a.peer().refuse();
    long second = awaitTerm(b);
    b.peer().journal().load(second);
    CompletionException refused =
        Assertions.assertThrows(
            CompletionException.class,
            () ->
                a.peer()
                    .journal()
                    .append(first, List.of(new byte[] {1}))
                    .toCompletableFuture()
                    .join());
    assertTrue(refused.getCause() instanceof FencedException, refused.toString());
  }

  @Test
  void nobodyFindsALeaderThatIsGone() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    Heard<Optional<LeaderInfo>> found = new Heard<>();
    b.peer().detector().detect(found::tell);
    LeaderInfo leader = new LeaderInfo("id", first, "127.0.0.1", 5050, 5060, "1");
    a.campaign().announce(leader);
    found.await("the leader", Optional.of(leader)::equals, peers.patience());
    a.die();
    found.await("nobody", Optional::isEmpty, peers.patience());
  }
}
