package cuesta.contracts.ha;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ha.Election;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an {@link Election} must do. */
public abstract class ElectionContract {
  private static final Duration MOMENT = Duration.ofMillis(150);

  private Peers peers;

  /** For subclasses. */
  protected ElectionContract() {}

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

  private record Candidate(Peers.Peer peer, Heard<Long> heard, Election.Campaign campaign) {}

  private Candidate stand() {
    Peers.Peer peer = peers.join();
    Heard<Long> heard = new Heard<>();
    return new Candidate(peer, heard, peer.election().campaign(peer.address(), heard::tell));
  }

  private long awaitTerm(Candidate candidate) throws InterruptedException {
    return candidate.heard().await("a term", term -> term > 0, peers.patience());
  }

  private void awaitEnd(Candidate candidate) throws InterruptedException {
    candidate.heard().await("0", term -> term == 0, peers.patience());
  }

  @Test
  void theFirstCandidateLeads() throws Exception {
    assertTrue(awaitTerm(stand()) > 0);
  }

  @Test
  void onlyOneOfThreeLeads() throws Exception {
    Candidate a = stand();
    awaitTerm(a);
    Candidate b = stand();
    Candidate c = stand();
    assertTrue(b.heard().isSilentFor(MOMENT) && c.heard().isSilentFor(MOMENT));
    assertEquals(1, a.heard().all().size());
    assertEquals(List.of(), b.heard().all());
    assertEquals(List.of(), c.heard().all());
  }

  @Test
  void theNextOneLeadsWithAHigherTermWhenTheLeaderCloses() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    assertTrue(b.heard().isSilentFor(MOMENT));
    a.campaign().close();
    assertTrue(awaitTerm(b) > first);
    awaitEnd(a);
  }

  @Test
  void theNextOneLeadsWhenTheLeadersProcessEnds() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    a.peer().close();
    assertTrue(awaitTerm(b) > first);
    awaitEnd(a);
  }

  @Test
  void whoResignsStepsBehindTheOthersButRemainsACandidate() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    assertTrue(b.heard().isSilentFor(MOMENT));
    a.campaign().resign(first);
    awaitEnd(a);
    long second = awaitTerm(b);
    assertTrue(second > first);
    b.campaign().close();
    assertTrue(awaitTerm(a) > second);
  }

  @Test
  void whoResignsAloneGetsANewTerm() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    a.campaign().resign(first);
    awaitEnd(a);
    assertTrue(awaitTerm(a) > first);
  }

  @Test
  void toResignFromAnotherTermDoesNothing() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    a.campaign().resign(first + 1);
    a.campaign().resign(first - 1);
    assertTrue(a.heard().isSilentFor(MOMENT));
  }

  @Test
  void aClosedCandidateNeverLeads() throws Exception {
    Candidate a = stand();
    awaitTerm(a);
    Candidate b = stand();
    assertTrue(b.heard().isSilentFor(MOMENT));
    b.campaign().close();
    b.campaign().close();
    a.campaign().close();
    assertTrue(b.heard().isSilentFor(MOMENT));
    assertEquals(List.of(), b.heard().all());
  }

  @Test
  void aLeaderThatHearsNothingIsToldInTime() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    assertTrue(b.heard().isSilentFor(MOMENT));
    a.peer().mute();
    // A tenth for the timer's and the machine's own lateness.
    a.heard().await("0", term -> term == 0, peers.silence().plus(peers.silence().dividedBy(10)));
    long second = awaitTerm(b);
    assertTrue(second > first);
    a.peer().unmute();
    b.peer().close();
    assertTrue(awaitTerm(a) > second);
  }

  @Test
  void aStandbyWhoseSessionEndedStandsAgain() throws Exception {
    Candidate a = stand();
    long first = awaitTerm(a);
    Candidate b = stand();
    assertTrue(b.heard().isSilentFor(MOMENT));
    b.peer().mute();
    assertTrue(b.heard().isSilentFor(peers.silence().plus(MOMENT)));
    b.peer().unmute();
    assertEquals(1, a.heard().all().size(), "nothing happened to the leader");
    a.campaign().close();
    assertTrue(awaitTerm(b) > first);
  }

  @Test
  void termsRiseThroughDisturbances() throws Exception {
    Candidate a = stand();
    Candidate b = stand();
    for (int chance = 0; chance < 6; chance++) {
      a.peer().disturb(chance);
      b.peer().disturb(chance + 1);
    }
    Candidate c = stand();
    a.campaign().close();
    b.campaign().close();
    long last = awaitTerm(c);
    assertRising(a.heard().all(), last);
    assertRising(b.heard().all(), last);
  }

  private static void assertRising(List<Long> told, long last) {
    long term = 0;
    for (long word : told) {
      assertTrue(word == 0 || word > term, () -> "terms do not rise: " + told);
      term = Math.max(term, word);
    }
    assertTrue(term < last, () -> told + " go beyond the last term " + last);
  }
}
