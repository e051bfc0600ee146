package cuesta.contracts.ha;

import cuesta.api.ha.Detector;
import cuesta.api.ha.LeaderInfo;
import java.util.Optional;
import java.util.function.Consumer;

/** The detector of a {@link MemoryEnsemble}. */
final class MemoryDetector implements Detector {
  private final MemoryEnsemble ensemble;
  private final MemoryPeer peer;

  MemoryDetector(MemoryEnsemble ensemble, MemoryPeer peer) {
    this.ensemble = ensemble;
    this.peer = peer;
  }

  @Override
  public AutoCloseable detect(Consumer<Optional<LeaderInfo>> changes) {
    Detection detection = new Detection(changes);
    ensemble.thread.execute(
        () -> {
          ensemble.detections.add(detection);
          detection.tell(peer.isMuted() ? Optional.empty() : ensemble.record());
        });
    return () -> {
      detection.closed = true;
      ensemble.thread.execute(() -> ensemble.detections.remove(detection));
    };
  }

  void look() {
    ensemble.detections.forEach(Detection::look);
  }

  /** One follower. */
  final class Detection {
    private final Consumer<Optional<LeaderInfo>> changes;
    private Optional<LeaderInfo> told;
    private volatile boolean closed;

    Detection(Consumer<Optional<LeaderInfo>> changes) {
      this.changes = changes;
    }

    void look() {
      if (!peer.isMuted()) {
        tell(ensemble.record());
      }
    }

    private void tell(Optional<LeaderInfo> leader) {
      if (!closed && !leader.equals(told)) {
        told = leader;
        changes.accept(leader);
      }
    }
  }
}
