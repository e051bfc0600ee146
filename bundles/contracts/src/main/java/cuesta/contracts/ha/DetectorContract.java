package cuesta.contracts.ha;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ha.Election;
import cuesta.api.ha.LeaderInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link cuesta.api.ha.Detector} must do, and announcements to it. */
public abstract class DetectorContract {
  private static final Duration MOMENT = Duration.ofMillis(150);

  private Peers peers;

  /** For subclasses. */
  protected DetectorContract() {}

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

  private record Leader(Peers.Peer peer, Election.Campaign campaign, long term) {
    LeaderInfo info(int port) {
      String id = new UUID(term, port).toString();
      return new LeaderInfo(id, term, "127.0.0.1", port, port + 10, "0.1.0");
    }
  }

  private Leader lead() throws InterruptedException {
    Peers.Peer peer = peers.join();
    Heard<Long> heard = new Heard<>();
    Election.Campaign campaign = peer.election().campaign(peer.address(), heard::tell);
    return new Leader(peer, campaign, heard.await("a term", term -> term > 0, peers.patience()));
  }

  private Heard<Optional<LeaderInfo>> detect(Peers.Peer peer) {
    Heard<Optional<LeaderInfo>> heard = new Heard<>();
    peer.detector().detect(heard::tell);
    return heard;
  }

  private void await(Heard<Optional<LeaderInfo>> heard, LeaderInfo leader)
      throws InterruptedException {
    heard.await(leader.toString(), Optional.of(leader)::equals, peers.patience());
  }

  @Test
  void whileNobodyLeadsItSaysSoAtOnce() throws Exception {
    Heard<Optional<LeaderInfo>> heard = detect(peers.join());
    heard.await("nobody", Optional::isEmpty, peers.patience());
    assertTrue(heard.isSilentFor(MOMENT));
  }

  @Test
  void aLeaderIsFoundOnceItIsAnnounced() throws Exception {
    Heard<Optional<LeaderInfo>> heard = detect(peers.join());
    heard.await("nobody", Optional::isEmpty, peers.patience());
    Leader leader = lead();
    assertTrue(heard.isSilentFor(MOMENT));
    leader.campaign().announce(leader.info(5050));
    await(heard, leader.info(5050));
  }

  @Test
  void whoComesLaterHearsOfTheLeaderToo() throws Exception {
    Leader leader = lead();
    leader.campaign().announce(leader.info(5050));
    await(detect(peers.join()), leader.info(5050));
    await(detect(leader.peer()), leader.info(5050));
  }

  @Test
  void aLaterAnnouncementOfTheSameTermReplacesTheFirst() throws Exception {
    Heard<Optional<LeaderInfo>> heard = detect(peers.join());
    Leader leader = lead();
    leader.campaign().announce(leader.info(5050));
    await(heard, leader.info(5050));
    leader.campaign().announce(leader.info(5051));
    await(heard, leader.info(5051));
  }

  @Test
  void whenTheLeaderClosesNobodyLeads() throws Exception {
    Heard<Optional<LeaderInfo>> heard = detect(peers.join());
    Leader leader = lead();
    leader.campaign().announce(leader.info(5050));
    await(heard, leader.info(5050));
    leader.campaign().close();
    heard.await("nobody", Optional::isEmpty, peers.patience());
  }

  @Test
  void theNextLeaderIsFound() throws Exception {
    Heard<Optional<LeaderInfo>> heard = detect(peers.join());
    Leader first = lead();
    first.campaign().announce(first.info(5050));
    await(heard, first.info(5050));
    first.peer().close();
    Leader second = lead();
    second.campaign().announce(second.info(6060));
    await(heard, second.info(6060));
  }

  @Test
  void anAnnouncementOfAPastTermIsIgnored() throws Exception {
    Leader first = lead();
    Peers.Peer peer = peers.join();
    Heard<Long> terms = new Heard<>();
    Election.Campaign campaign = peer.election().campaign(peer.address(), terms::tell);
    assertTrue(terms.isSilentFor(MOMENT));
    first.campaign().resign(first.term());
    Leader second =
        new Leader(peer, campaign, terms.await("a term", term -> term > 0, peers.patience()));
    second.campaign().announce(second.info(6060));
    Heard<Optional<LeaderInfo>> heard = detect(peers.join());
    await(heard, second.info(6060));
    first.campaign().announce(first.info(5050));
    assertTrue(heard.isSilentFor(MOMENT));
  }

  @Test
  void aLeaderThatFellSilentIsFollowedByTheNext() throws Exception {
    Heard<Optional<LeaderInfo>> heard = detect(peers.join());
    Leader first = lead();
    first.campaign().announce(first.info(5050));
    await(heard, first.info(5050));
    first.peer().mute();
    Leader second = lead();
    second.campaign().announce(second.info(6060));
    await(heard, second.info(6060));
    first.peer().unmute();
    assertEquals(Optional.of(second.info(6060)), heard.all().getLast());
  }

  @Test
  void aDetectorThatWasCutOffCatchesUp() throws Exception {
    Peers.Peer follower = peers.join();
    Heard<Optional<LeaderInfo>> heard = detect(follower);
    Leader leader = lead();
    leader.campaign().announce(leader.info(5050));
    await(heard, leader.info(5050));
    follower.mute();
    leader.campaign().announce(leader.info(5051));
    await(detect(peers.join()), leader.info(5051));
    follower.unmute();
    await(heard, leader.info(5051));
  }

  @Test
  void aClosedDetectorSaysNothing() throws Exception {
    Heard<Optional<LeaderInfo>> heard = new Heard<>();
    AutoCloseable detection = peers.join().detector().detect(heard::tell);
    heard.await("nobody", Optional::isEmpty, peers.patience());
    detection.close();
    Leader leader = lead();
    leader.campaign().announce(leader.info(5050));
    assertTrue(heard.isSilentFor(MOMENT));
  }
}
