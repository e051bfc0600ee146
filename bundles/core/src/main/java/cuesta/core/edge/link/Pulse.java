package cuesta.core.edge.link;

/**
 * When one end of a stream was heard and has spoken. Times are of a monotonic clock, in
 * nanoseconds. One thread.
 */
final class Pulse {
  private long heartbeat;
  private long silence;
  private long heard;
  private long spoken;
  private long looked;

  Pulse(LinkLimits limits, long now) {
    follow(limits);
    heard = now;
    spoken = now;
    looked = now;
  }

  /** Goes by other limits from now on. */
  void follow(LinkLimits limits) {
    heartbeat = limits.heartbeat().toNanos();
    silence = limits.silence().toNanos();
  }

  void heard(long now) {
    heard = now;
  }

  void spoken(long now) {
    spoken = now;
  }

  /** The regular look at the stream. */
  void look(long now) {
    if (now - looked > heartbeat) {
      // This process was frozen or very busy: what the other end said meanwhile was not read yet.
      heard = now;
    }
    looked = now;
  }

  boolean isSilent() {
    return looked - heard >= silence;
  }

  boolean isMute() {
    return looked - spoken >= heartbeat;
  }
}
