package cuesta.election.zookeeper;

import cuesta.api.ha.Detector;
import cuesta.api.ha.Election;
import cuesta.api.ha.Journal;
import cuesta.contracts.Await;
import cuesta.contracts.ha.Peers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Processes, each with a connection of its own to one server, through a proxy that breaks it. */
final class ZooKeeperPeers implements Peers {
  /** For elections, which wait for its end. */
  static final Duration SHORT = Duration.ofSeconds(1);

  /**
   * For what shall live through disturbances: the client of ZooKeeper takes a second to connect
   * again.
   */
  static final Duration LONG = Duration.ofSeconds(4);

  /** No test waits for its end. */
  static final Duration ENDLESS = Duration.ofMinutes(1);

  private static final AtomicInteger PATHS = new AtomicInteger();

  private final TestServer server;
  private final boolean crashes;
  private final Duration session;
  private final Layout layout = new Layout("/test/" + PATHS.incrementAndGet());
  private final List<Peer> all = new CopyOnWriteArrayList<>();

  /**
   * Peers below a path of their own.
   *
   * @param crashes whether a disturbance may be the server's end
   */
  ZooKeeperPeers(TestServer server, boolean crashes, Duration session) {
    this.server = server;
    this.crashes = crashes;
    this.session = session;
  }

  Layout layout() {
    return layout;
  }

  @Override
  public Peer join() {
    try {
      Peer peer = new Peer();
      all.add(peer);
      return peer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration silence() {
    return session;
  }

  @Override
  public void close() {
    all.forEach(Peer::close);
  }

  /** Each candidate watches over all that came before it. */
  private boolean allWatch() {
    int peers = all.size();
    return all.stream().mapToInt(peer -> peer.link.connections()).sum() == peers * (peers - 1) / 2;
  }

  final class Peer implements Peers.Peer {
    private final Proxy proxy = new Proxy(server.port());
    private final Ensemble ensemble =
        new Ensemble(twice("127.0.0.1:" + proxy.port()), layout, session, "cuesta:secret", false);
    private final ZooKeeperElection election = new ZooKeeperElection(ensemble);
    private final ZooKeeperDetector detector = new ZooKeeperDetector(ensemble);
    private final ZooKeeperJournal journal = new ZooKeeperJournal(ensemble);
    private final LinkPort link = new LinkPort();
    private boolean closed;

    /** The client pauses for a second before it connects to the *same* entry of its list again. */
    private static String twice(String server) {
      return server + "," + server;
    }

    Peer() throws IOException {
      Thread.ofVirtual().start(this::open);
    }

    private void open() {
      try {
        ensemble.open();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    LinkPort link() {
      return link;
    }

    Ensemble ensemble() {
      return ensemble;
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
      return new Election.Address("127.0.0.1", 1, link.port());
    }

    @Override
    public void awaitStanding() throws Exception {
      Await.until("every standby watches", ZooKeeperPeers.this::allWatch, () -> all);
    }

    @Override
    public void refuse() {
      link.close();
    }

    @Override
    public void mute() {
      proxy.mute();
    }

    @Override
    public void unmute() {
      proxy.unmute();
    }

    @Override
    public void disturb(long chance) {
      SplittableRandom random = new SplittableRandom(chance);
      switch (random.nextInt(crashes ? 12 : 8)) {
        case 0, 1, 2 -> proxy.cutAfterSending(random.nextInt(6_000));
        case 3, 4, 5 -> proxy.cutAfterReceiving(random.nextInt(300));
        case 6 -> proxy.cut();
        case 7 -> proxy.cutAfterSending(random.nextInt(100_000));
        default -> crash();
      }
    }

    private void crash() {
      try {
        server.crash();
      } catch (Exception e) { // of a test's server: nothing to be done but fail
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      proxy.unmute(); // or the session's end would wait for an answer
      election.close();
      journal.close();
      ensemble.close();
      proxy.close();
      link.close();
    }
  }
}
