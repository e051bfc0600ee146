package cuesta.benchmarks.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The master's HTTP door, as any client finds it. */
public final class Door implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String key;

  Door(String url, String key) {
    this.url = url;
    this.key = key;
  }

  /**
   * Asks.
   *
   * @param path the path
   * @return the answer
   * @throws IOException if there is none, or a refusal
   * @throws InterruptedException if interrupted
   */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody());
  }

  /**
   * Asks for a change.
   *
   * @param path the path
   * @param body what is sent, as JSON
   * @return the answer
   * @throws IOException if there is none, or a refusal
   * @throws InterruptedException if interrupted
   */
  public JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  /**
   * Asks for what comes bit by bit.
   *
   * @param path the path
   * @return the answer, as it comes
   * @throws IOException if there is none, or a refusal
   * @throws InterruptedException if interrupted
   */
  public InputStream open(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(request("GET", path, BodyPublishers.noBody()), BodyHandlers.ofInputStream());
    if (answer.statusCode() >= 300) {
      throw new IOException("GET " + path + ": " + answer.statusCode());
    }
    return answer.body();
  }

  private JsonNode send(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request(method, path, body), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private HttpRequest request(String method, String path, BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json")
        .method(method, body)
        .build();
  }

  @Override
  public void close() {
    client.close();
  }
}
