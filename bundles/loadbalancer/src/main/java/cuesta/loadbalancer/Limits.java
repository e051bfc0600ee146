package cuesta.loadbalancer;

import cuesta.api.plugin.ConfigKeys;
import java.time.Duration;
import java.util.SortedMap;

/**
 * What a proxy takes at most.
 *
 * @param threads event loops
 * @param connections of clients at once
 * @param sizes in bytes
 * @param times how long things may take
 */
record Limits(int threads, int connections, Sizes sizes, Times times) {
  private static final String THREADS = "threads";
  private static final String CONNECTIONS = "connections.max";
  private static final String BODY = "body.max.mib";
  private static final String ANSWER = "answer.seconds";

  static final Limits DEFAULT = new Limits(2, 10_000, Sizes.DEFAULT, Times.DEFAULT);

  /**
   * Sizes in bytes.
   *
   * @param line the first line of a request
   * @param headers all headers of a request, or of an answer
   * @param body of a request
   * @param replay of a request's body that is kept so that it can be sent to another instance
   * @param slow what a client must send of a body in {@link Times#slow}
   */
  record Sizes(int line, int headers, long body, int replay, int slow) {
    static final Sizes DEFAULT = new Sizes(8 << 10, 16 << 10, 1L << 30, 64 << 10, 4 << 10);
  }

  /**
   * Times.
   *
   * @param connect until an instance has taken a connection
   * @param head until the head of a request is complete, from its first byte
   * @param idle of a client's connection between requests, or while it takes nothing of an answer
   * @param answer without a byte from an instance that should answer
   * @param stream without a byte in an event stream or upgraded connection
   * @param slow in which a client must send something of a body
   * @param drain until a retired proxy ends
   * @param drainIdle how long idle clients of a retired proxy may still begin a request
   */
  record Times(
      Duration connect,
      Duration head,
      Duration idle,
      Duration answer,
      Duration stream,
      Duration slow,
      Duration drain,
      Duration drainIdle) {
    static final Times DEFAULT =
        new Times(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            // The contract says 30 s; the threads need a moment of it to end.
            Duration.ofSeconds(27),
            Duration.ofSeconds(5));

    Times withAnswer(Duration other) {
      return new Times(connect, head, idle, other, stream, slow, drain, drainIdle);
    }
  }

  /**
   * Reads the settings.
   *
   * @param config of the plugin
   * @return the limits
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  static Limits of(SortedMap<String, String> config) {
    ConfigKeys.check(config, THREADS, CONNECTIONS, BODY, ANSWER);
    long body = (long) number(config, BODY, DEFAULT.sizes.body >> 20, 1 << 20) << 20;
    Sizes sizes = DEFAULT.sizes;
    int answer = number(config, ANSWER, DEFAULT.times.answer.toSeconds(), 24 * 3_600);
    return new Limits(
        number(config, THREADS, DEFAULT.threads, 64),
        number(config, CONNECTIONS, DEFAULT.connections, 1_000_000),
        new Sizes(sizes.line, sizes.headers, body, sizes.replay, sizes.slow),
        DEFAULT.times.withAnswer(Duration.ofSeconds(answer)));
  }

  private static int number(SortedMap<String, String> config, String key, long usual, int max) {
    String value = config.getOrDefault(key, Long.toString(usual));
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= max) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "setting " + key + "='" + value + "' is not a whole number from 1 to " + max);
  }
}
