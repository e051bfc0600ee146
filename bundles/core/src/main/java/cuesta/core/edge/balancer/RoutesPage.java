package cuesta.core.edge.balancer;

import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/** {@code POST /app/balancers/<id>} at the leader: what was done, for where to go. */
final class RoutesPage {
  private static final int CONNECT_MILLIS = 2_000;

  /** The leader keeps the question for up to 2 s. */
  private static final int READ_MILLIS = 10_000;

  /** Some 100,000 instances; whoever sends more is no leader of ours. */
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private final String path;
  private final String authorization;

  RoutesPage(String id, String key) {
    path = "/app/balancers/" + id;
    authorization = "Bearer " + key;
  }

  /**
   * Asks. Blocks until the leader has news, or for about 2 s; an interrupt of a virtual thread ends
   * it.
   *
   * @throws IOException if there is no answer, or no sensible one
   */
  RoutesAnswer ask(LeaderInfo leader, Report report) throws IOException {
    HttpURLConnection door =
        (HttpURLConnection) page(leader).toURL().openConnection(Proxy.NO_PROXY);
    door.setConnectTimeout(CONNECT_MILLIS);
    door.setReadTimeout(READ_MILLIS);
    door.setInstanceFollowRedirects(false);
    door.setRequestMethod("POST");
    door.setDoOutput(true);
    door.setRequestProperty("Authorization", authorization);
    door.setRequestProperty("Content-Type", "application/json");
    door.setRequestProperty("Accept", "application/json");
    door.getOutputStream().write(report.json());
    int status = door.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      drain(door.getErrorStream());
      throw new IOException("it answered with status " + status);
    }
    try (InputStream body = door.getInputStream()) {
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it answered with more than " + MAX_BYTES + " bytes");
      }
      return RoutesAnswer.parse(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private URI page(LeaderInfo leader) throws IOException {
    try {
      // The constructor and not a text: it puts brackets around an IPv6 address.
      return new URI("http", null, leader.host(), leader.port(), path, null, null);
    } catch (URISyntaxException e) {
      throw new IOException("its address is none: " + e.getMessage());
    }
  }

  /** So that the connection can be used again. */
  private static void drain(InputStream error) throws IOException {
    if (error != null) {
      try (error) {
        error.readNBytes(MAX_BYTES);
      }
    }
  }
}
