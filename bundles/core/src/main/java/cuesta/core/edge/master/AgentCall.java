package cuesta.core.edge.master;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One call of an agent's HTTP door.
 *
 * @param door the call under way; answered with 200
 */
record AgentCall(HttpURLConnection door) {
  private static final int CONNECT_MILLIS = 10_000;

  /** Reasons have a few hundred bytes; what an agent answers beyond that is not read. */
  private static final int MAX_JSON = 64 * 1024;

  /** An agent answered, but not with what was wanted. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    Refusal(Reason reason) {
      super(reason.detail());
      this.reason = reason;
    }

    Reason reason() {
      return reason;
    }
  }

  /**
   * Calls with GET.
   *
   * @param silence how long to wait for an answer
   */
  static AgentCall get(URI target, String authorization, Duration silence) throws IOException {
    HttpURLConnection door = open(target, authorization, silence);
    return answered(door);
  }

  /** Calls with POST of JSON. */
  static AgentCall post(URI target, String authorization, Duration silence, JsonObject body)
      throws IOException {
    HttpURLConnection door = open(target, authorization, silence);
    door.setRequestMethod("POST");
    door.setRequestProperty("Content-Type", "application/json");
    door.setDoOutput(true);
    try (OutputStream out = door.getOutputStream()) {
      out.write(body.toString().getBytes(StandardCharsets.UTF_8));
    }
    return answered(door);
  }

  private static HttpURLConnection open(URI target, String authorization, Duration silence)
      throws IOException {
    HttpURLConnection door = (HttpURLConnection) target.toURL().openConnection(Proxy.NO_PROXY);
    door.setConnectTimeout(CONNECT_MILLIS);
    door.setReadTimeout(Math.toIntExact(silence.toMillis()));
    door.setInstanceFollowRedirects(false);
    door.setRequestProperty("Authorization", authorization);
    return door;
  }

  private static AgentCall answered(HttpURLConnection door) throws IOException {
    int status = door.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      return new AgentCall(door);
    }
    try (InputStream error = door.getErrorStream()) {
      throw new Refusal(reason(status, error == null ? new byte[0] : error.readNBytes(MAX_JSON)));
    }
  }

  private static Reason reason(int status, byte[] body) {
    String answer = "the agent answered with status " + status;
    try {
      JsonObject said =
          JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
      return Reason.of(
          said.get("code").getAsString(),
          text(said, "subject"),
          answer + ": " + text(said, "detail"),
          text(said, "hint"));
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      return Reason.of(Reasons.INTERNAL, "", answer); // no reason of ours
    }
  }

  private static String text(JsonObject said, String name) {
    JsonElement value = said.get(name);
    return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
  }

  byte[] bytes(int most) throws IOException {
    try (InputStream body = door.getInputStream()) {
      return body.readNBytes(most);
    }
  }

  JsonObject json() throws IOException {
    try {
      return JsonParser.parseString(new String(bytes(MAX_JSON), StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("the agent answered with other JSON: " + e.getMessage(), e);
    }
  }

  long number(String header) {
    return Long.parseLong(door.getHeaderField(header));
  }

  boolean flag(String header) {
    return Boolean.parseBoolean(door.getHeaderField(header));
  }
}
