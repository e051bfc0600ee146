package cuesta.framework.ci;

import cuesta.api.blob.Blobs;
import cuesta.framework.ci.engine.CiState;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Says which blobs are still needed, beside the engine's thread, which must not wait for a disk. Of
 * several states that come meanwhile the newest counts.
 */
final class Needs {
  private final Blobs blobs;
  private final AtomicReference<CiState> next = new AtomicReference<>();

  Needs(Blobs blobs) {
    this.blobs = blobs;
  }

  void say(CiState state) {
    if (next.getAndSet(state) == null) {
      Thread.ofVirtual().name("ci-needs").start(this::tell);
    }
  }

  private synchronized void tell() {
    CiState newest = next.getAndSet(null);
    if (newest != null) {
      blobs.need(newest.needed());
    }
  }
}
