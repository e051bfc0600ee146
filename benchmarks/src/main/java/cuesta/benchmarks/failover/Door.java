package cuesta.benchmarks.failover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The HTTP door of one master, asked by a client that does not give up. */
final class Door implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAUSE_MS = 5;
  private static final long LIMIT_SECONDS = 60;
  private static final String TASK = "{\"command\":[\"true\"],\"cpus\":\"0.1\",\"mem\":\"16\"}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String key;

  Door(String url, String key) {
    this.url = url;
    this.key = key;
  }

  /** Empty as long as it is no leader that could answer. */
  private Optional<JsonNode> ask(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          client.send(
              request.timeout(PATIENCE).header("Authorization", "Bearer " + key).build(),
              BodyHandlers.ofString());
      return answer.statusCode() < 300
          ? Optional.of(JSON.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Optional<JsonNode> get(String path) throws InterruptedException {
    return ask(HttpRequest.newBuilder(URI.create(url + path)).GET());
  }

  interface Test {
    boolean passes(JsonNode answer);
  }

  /** Asks until the answer is as it should be. */
  JsonNode await(String path, Test test) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    Optional<JsonNode> last = Optional.empty();
    while (System.nanoTime() - deadline < 0) {
      last = get(path);
      if (last.isPresent() && test.passes(last.get())) {
        return last.get();
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
    throw new IOException(url + path + " does not answer as it should: " + last);
  }

  /** Requests a task again and again, once under one name, and returns when it has started. */
  void launch() throws IOException, InterruptedException {
    String name = UUID.randomUUID().toString();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (System.nanoTime() - deadline < 0) {
      Optional<JsonNode> run =
          ask(
              HttpRequest.newBuilder(URI.create(url + "/run"))
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", name)
                  .POST(BodyPublishers.ofString(TASK)));
      if (run.isPresent()) {
        awaitStart(run.get());
        return;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
    throw new IOException(url + " takes no task");
  }

  private void awaitStart(JsonNode begun) throws IOException, InterruptedException {
    JsonNode run = begun;
    while (run.path("started").isNull()) {
      if (!run.path("ended").isNull()) {
        throw new IOException("a task ended before it started: " + run);
      }
      String next = "/run/%s?wait=20&after=%s".formatted(run.path("id").asText(), version(run));
      run = await(next, answer -> true);
    }
  }

  private static String version(JsonNode run) {
    return run.path("version").asText();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
