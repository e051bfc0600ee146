package cuesta.election.zookeeper;

import cuesta.api.ha.Detector;
import cuesta.api.ha.LeaderInfo;
import java.util.Optional;
import java.util.function.Consumer;

/** Follows the smallest of the records below the path, as every client of Mesos does. */
final class ZooKeeperDetector implements Detector {
  private final Ensemble ensemble;

  ZooKeeperDetector(Ensemble ensemble) {
    this.ensemble = ensemble;
  }

  @Override
  public AutoCloseable detect(Consumer<Optional<LeaderInfo>> changes) {
    Detection detection = new Detection(ensemble, changes);
    detection.start();
    return detection;
  }
}
