package cuesta.core.edge.link;

import cuesta.protocol.v1.FromMaster;
import cuesta.protocol.v1.Heartbeat;
import java.time.Duration;

/**
 * The limits by which an agent's end goes: its own, until a master greets and gives less time. The
 * next stream is opened by what the last master said. On the event loop.
 */
final class Rhythm {
  private final LinkLimits usual;
  private LinkLimits limits;

  Rhythm(LinkLimits usual) {
    this.usual = usual;
    limits = usual;
  }

  LinkLimits limits() {
    return limits;
  }

  /** A master's first word on a stream. */
  static FromMaster greeting(LinkLimits limits) {
    return FromMaster.newBuilder()
        .setHeartbeat(
            Heartbeat.newBuilder()
                .setEveryMs(limits.heartbeat().toMillis())
                .setSilenceMs(limits.silence().toMillis()))
        .build();
  }

  /**
   * Takes it to heart. A master of an older version says nothing of its rhythm.
   *
   * @throws IllegalArgumentException if no stream could live by what it says
   */
  void greeted(FromMaster greeting) {
    Heartbeat said = greeting.getHeartbeat();
    limits =
        said.equals(Heartbeat.getDefaultInstance())
            ? usual
            : usual.hastened(
                Duration.ofMillis(said.getEveryMs()), Duration.ofMillis(said.getSilenceMs()));
  }
}
