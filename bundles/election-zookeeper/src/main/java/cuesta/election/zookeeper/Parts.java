package cuesta.election.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded server, if there is one, the connection, and what works on it. */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Optional<EmbeddedServer> server;
  private final Ensemble ensemble;
  private final ZooKeeperElection election;
  private final ZooKeeperDetector detector;
  private final ZooKeeperJournal journal;
  private final Thread starter;

  private Parts(Optional<EmbeddedServer> server, Ensemble ensemble) {
    this.server = server;
    this.ensemble = ensemble;
    this.election = new ZooKeeperElection(ensemble);
    this.detector = new ZooKeeperDetector(ensemble);
    this.journal = new ZooKeeperJournal(ensemble);
    this.starter =
        Thread.ofPlatform().name("cuesta-zookeeper-start").daemon().unstarted(this::open);
  }

  /** Returns at once; what is wrong with folder or port is thrown. */
  static Parts start(Settings settings) {
    Optional<EmbeddedServer> server =
        settings.external().isPresent()
            ? Optional.empty()
            : Optional.of(
                EmbeddedServer.prepare(settings.directory(), settings.port(), settings.tick()));
    String connect =
        settings
            .external()
            .map(ZkUrl::connect)
            .or(() -> server.map(EmbeddedServer::connect))
            .orElseThrow();
    Ensemble ensemble =
        new Ensemble(
            connect,
            new Layout(settings.path()),
            settings.session(),
            settings.credentials(),
            server.isPresent());
    Parts parts = new Parts(server, ensemble);
    parts.starter.start();
    return parts;
  }

  private void open() {
    try {
      if (server.isPresent()) {
        server.get().start();
      }
      ensemble.open();
    } catch (IOException | RuntimeException e) { // nobody else would hear of it
      ensemble.fail(e.getMessage());
      if (ensemble.isClosed()) {
        LOG.debug("stopped while it was starting", e);
      } else {
        LOG.error("{}", e.getMessage(), e);
      }
    } catch (InterruptedException e) {
      LOG.debug("stopped while it was starting", e);
    }
  }

  ZooKeeperElection election() {
    return election;
  }

  ZooKeeperDetector detector() {
    return detector;
  }

  ZooKeeperJournal journal() {
    return journal;
  }

  Ensemble ensemble() {
    return ensemble;
  }

  @Override
  public void close() {
    election.close();
    journal.close();
    ensemble.close();
    try {
      // Not interrupted: a server of ZooKeeper that is closed while it starts would start all the
      // same, and stay.
      starter.join(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.ifPresent(EmbeddedServer::close);
  }
}
