package cuesta.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until a node answers as it should, seen from outside like a user would. */
final class Readiness {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int ANSWER_LIMIT_MS = 5_000;

  private Readiness() {}

  /** What an answer must hold; the last answer is shown if it never does. */
  interface Condition {
    boolean holds(String health);
  }

  /**
   * True once it holds; false if it did not within a minute.
   *
   * @throws IOException if it never will, with the reason
   */
  static boolean await(String url, Condition condition) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() - end < 0) {
      String health = get(url);
      Optional<String> unreadable = Unreadable.in(health);
      if (unreadable.isPresent()) {
        throw new IOException(unreadable.get());
      }
      if (condition.holds(health)) {
        return true;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  /** The body of an answer; empty if there is none. */
  static String get(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(ANSWER_LIMIT_MS);
      connection.setReadTimeout(ANSWER_LIMIT_MS);
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return "";
    }
  }
}
