package cuesta.itests.swap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A client of framework run which counts how often it was sent away. Any thread. */
final class Runs implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration AGAIN = Duration.ofMillis(10);

  /** States in which a run may still change. */
  private static final Set<String> LIVE =
      Set.of("WAITING", "STAGING", "STARTING", "RUNNING", "KILLING");

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger sentAway = new AtomicInteger();
  private final String url;
  private final String secret;

  Runs(String url, String secret) {
    this.url = url;
    this.secret = secret;
  }

  /** Requests a run of a shell command; returns its id. */
  String start(String script) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("command").add("sh").add("-c").add(script);
    body.put("cpus", "0.1").put("mem", "32");
    return post("/run", body.toString()).path("id").asText();
  }

  void kill(String id) throws IOException, InterruptedException {
    post("/run/" + id + "/kill", "{\"grace\":\"0s\"}");
  }

  /** Waits until a run is in a state. */
  JsonNode awaitState(String id, String state) throws IOException, InterruptedException {
    JsonNode run = get("/run/" + id);
    while (!run.path("state").asText().equals(state)) {
      if (!LIVE.contains(run.path("state").asText())) {
        throw new AssertionError(id + " is not to become " + state + " any more: " + run);
      }
      run = next(run);
    }
    return run;
  }

  /** Waits for the end of a run. */
  JsonNode awaitEnd(String id) throws IOException, InterruptedException {
    JsonNode run = get("/run/" + id);
    while (LIVE.contains(run.path("state").asText())) {
      run = next(run);
    }
    return run;
  }

  private JsonNode next(JsonNode run) throws IOException, InterruptedException {
    return get("/run/%s?after=%d&wait=20".formatted(id(run), run.path("version").asLong()));
  }

  private static String id(JsonNode run) {
    return run.path("id").asText();
  }

  /** How many requests were answered. */
  int asked() {
    return asked.get();
  }

  /** How many of them were answered by "ask again". */
  int sentAway() {
    return sentAway.get();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return ask(request(path).GET().build());
  }

  /** The key of the request makes it safe to ask again when it is not known what became of it. */
  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    return ask(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + secret);
  }

  private JsonNode ask(HttpRequest request) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      asked.incrementAndGet();
      if (answer.statusCode() < 300) {
        return JSON.readTree(answer.body());
      }
      if (answer.statusCode() != 503 || System.nanoTime() - deadline > 0) {
        throw new AssertionError(request + " → " + answer.statusCode() + " " + answer.body());
      }
      sentAway.incrementAndGet();
      LockSupport.parkNanos(AGAIN.toNanos());
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
