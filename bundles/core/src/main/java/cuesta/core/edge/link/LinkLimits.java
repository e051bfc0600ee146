package cuesta.core.edge.link;

import java.time.Duration;

/**
 * How long a stream may be silent, and how much may wait to be written on it. The master tells its
 * rhythm when it greets, and the agent follows.
 *
 * @param heartbeat an end that has said nothing for that long says that it lives
 * @param silence an end that has heard nothing for that long breaks the stream
 * @param opening a stream that the master has not greeted for that long is given up
 * @param outboxMessages as many messages may wait on one stream
 * @param outboxBytes so many bytes of messages may wait on one stream; a single message may have
 *     more, or an agent with very many tasks could never register
 */
public record LinkLimits(
    Duration heartbeat, Duration silence, Duration opening, int outboxMessages, long outboxBytes) {
  /** As Mesos: 5 pings of 15 s. The outbox is that of every subscriber. */
  public static final LinkLimits DEFAULT =
      new LinkLimits(
          Duration.ofSeconds(15),
          Duration.ofSeconds(75),
          Duration.ofSeconds(10),
          10_000,
          8L * 1024 * 1024);

  /** Largest message that is taken from the wire: a registration with some 30,000 tasks. */
  static final int MAX_MESSAGE = 16 * 1024 * 1024;

  private static final int BEATS = 5;

  /**
   * For a master that gives agents up: each end must notice a silence within the time that an agent
   * has to come back, or it could not use that time.
   *
   * @param agentTimeout how long an agent may be away
   * @return the limits for both ends
   */
  public static LinkLimits within(Duration agentTimeout) {
    return DEFAULT.hastened(agentTimeout.dividedBy(BEATS), agentTimeout);
  }

  /** At another rhythm, unless it is slower; who is to notice sooner is to try sooner too. */
  LinkLimits hastened(Duration otherHeartbeat, Duration otherSilence) {
    Duration sooner = shorter(otherSilence, silence);
    return new LinkLimits(
        shorter(otherHeartbeat, heartbeat),
        sooner,
        shorter(opening, sooner.dividedBy(2)),
        outboxMessages,
        outboxBytes);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Checks that a stream whose ends both live is never broken. */
  public LinkLimits {
    if (heartbeat.toNanos() <= 0 || silence.compareTo(heartbeat.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "silence is " + silence + "; give it at least twice the heartbeat of " + heartbeat);
    }
  }

  /** How often to look at the streams: often enough to be late by a quarter heartbeat at most. */
  Duration period() {
    return heartbeat.dividedBy(4);
  }

  /** The longest wait between two attempts at a stream. */
  Duration longestWait() {
    return shorter(Backoff.LONGEST, heartbeat);
  }
}
