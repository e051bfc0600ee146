package cuesta.core.edge.master;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.framework.TaskFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads files in sandboxes over the agents' HTTP doors, a few at a time: a thousand tasks that end
 * in one second must not open a thousand connections. Any thread.
 */
public final class SandboxReader implements AutoCloseable {
  private static final int AT_A_TIME = 8;
  private static final int TIMEOUT_MILLIS = Math.toIntExact(Duration.ofSeconds(10).toMillis());

  private final String authorization;
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          AT_A_TIME, Thread.ofVirtual().name("sandbox-reader-", 0).factory());

  /**
   * A reader.
   *
   * @param key the cluster key, which the agents have too
   */
  public SandboxReader(String key) {
    authorization = "Bearer " + key;
  }

  /**
   * The end of a file.
   *
   * @param agent the agent's HTTP door
   * @param path the file below the agent's work directory
   * @param bytes how many at most
   * @return the end; exceptionally with {@link Refused} OUTPUT_UNAVAILABLE
   */
  CompletionStage<TaskFiles.Tail> tail(String agent, String path, int bytes) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return read(agent, path, bytes);
          } catch (IOException | RuntimeException e) { // a door that says nonsense included
            throw new CompletionException(unavailable(agent, path, e.getMessage()));
          }
        },
        readers);
  }

  private TaskFiles.Tail read(String agent, String path, int bytes) throws IOException {
    String query =
        "path=%s&offset=-%d&length=%d"
            .formatted(URLEncoder.encode(path, StandardCharsets.UTF_8), bytes, bytes);
    URI page = URI.create(agent + "/files/read?" + query);
    HttpURLConnection door = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
    door.setConnectTimeout(TIMEOUT_MILLIS);
    door.setReadTimeout(TIMEOUT_MILLIS);
    door.setInstanceFollowRedirects(false);
    door.setRequestProperty("Authorization", authorization);
    if (door.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("the agent answered with status " + door.getResponseCode());
    }
    try (InputStream body = door.getInputStream()) {
      return new TaskFiles.Tail(
          body.readNBytes(bytes),
          Long.parseLong(door.getHeaderField("X-Length")),
          Boolean.parseBoolean(door.getHeaderField("X-Complete")));
    }
  }

  private static Refused unavailable(String agent, String path, String why) {
    return new Refused(
        Reason.of(
            Reasons.OUTPUT_UNAVAILABLE,
            path,
            "cannot be read from the agent at %s: %s".formatted(agent, why),
            "see whether the agent runs and still has the sandbox"));
  }

  /** What is being read fails. */
  @Override
  public void close() {
    readers.shutdownNow();
  }
}
