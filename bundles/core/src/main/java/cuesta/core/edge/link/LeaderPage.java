package cuesta.core.edge.link;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What a master's {@code GET /leader} says. */
final class LeaderPage {
  /** The page has some 300 bytes; whoever sends more is no master. */
  private static final int MAX_BYTES = 64 * 1024;

  private final URI page;
  private final int timeoutMillis;

  LeaderPage(URI page, Duration timeout) {
    this.page = page;
    timeoutMillis = Math.toIntExact(timeout.toMillis());
  }

  /**
   * Asks. Blocks; HttpURLConnection since java.net.http would keep threads for a question that is
   * asked four times a minute.
   *
   * @return the leader; empty if that master knows none
   * @throws IOException if there is no answer, or no sensible one
   */
  Optional<LeaderInfo> read() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    connection.setRequestProperty("Accept", "application/json");
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw strange("answered with status " + connection.getResponseCode());
    }
    try (InputStream body = connection.getInputStream()) {
      return parse(new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    }
  }

  private Optional<LeaderInfo> parse(String text) throws IOException {
    try {
      JsonElement leader = JsonParser.parseString(text).getAsJsonObject().get("leader");
      if (leader == null) {
        throw strange("does not say \"leader\"");
      }
      return leader.isJsonNull() ? Optional.empty() : Optional.of(leader(leader.getAsJsonObject()));
    } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
      throw strange("answered with other JSON: " + e.getMessage());
    }
  }

  private LeaderInfo leader(JsonObject leader) throws IOException {
    return new LeaderInfo(
        field(leader, "id").getAsString(),
        field(leader, "term").getAsLong(),
        field(leader, "host").getAsString(),
        field(leader, "port").getAsInt(),
        field(leader, "link_port").getAsInt(),
        field(leader, "version").getAsString());
  }

  private JsonElement field(JsonObject leader, String name) throws IOException {
    JsonElement value = leader.get(name);
    if (value == null || !value.isJsonPrimitive()) {
      throw strange("does not say \"leader." + name + "\"");
    }
    return value;
  }

  @Override
  public String toString() {
    return page.toString();
  }

  private IOException strange(String what) {
    return new IOException("it " + what + "; --master wants the HTTP address of a master");
  }
}
