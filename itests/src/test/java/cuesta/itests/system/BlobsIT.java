package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.contracts.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was put is on every master's disk, and outlives the leader. */
class BlobsIT {
  private static final int SIZE = 40 << 20; // more than an endpoint takes by itself

  @TempDir Path dir;
  private final HttpClient http = HttpClient.newHttpClient();
  private Masters cluster;

  @AfterEach
  void stop() throws Exception {
    http.close();
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aBlobOutlivesTheLeaderAndReachesWhoComesLater() throws Exception {
    cluster = Masters.start(dir, 3, 1, "10m");
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    Masters.Master former = cluster.leader();
    long term = former.term();
    Masters.Master standby = cluster.standbys().getFirst();
    assertEquals(404, get(former, hash).statusCode());
    assertEquals(307, get(standby, hash).statusCode());
    // The standbys follow as soon as they know who leads.
    Await.until(
        "a put reaches all three",
        () -> put(former, "x".getBytes(), hashOf("x")).contains("\"copies\":3"),
        former::health);
    assertTrue(put(former, bytes, hash).contains("\"copies\":3"), hash);
    assertArrayEquals(bytes, get(standby, hash).body(), "whoever has it serves it");

    cluster.kill(former);
    Masters.Master next = cluster.successor(former, term);

    assertArrayEquals(bytes, get(next, hash).body());
    Masters.Master late = cluster.startMaster();
    Await.until(
        "who comes later has it",
        () -> get(late, hash).statusCode() == 200,
        () -> String.valueOf(late.health()));
    assertArrayEquals(bytes, get(late, hash).body());
  }

  private static String hashOf(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes()));
  }

  private String put(Masters.Master master, byte[] bytes, String hash) throws Exception {
    return http.send(
            request(master, hash)
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private HttpResponse<byte[]> get(Masters.Master master, String hash) throws Exception {
    return http.send(request(master, hash).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(Masters.Master master, String hash) throws IOException {
    Client client = master.client();
    return HttpRequest.newBuilder(URI.create(client.url() + "/blobs/" + hash))
        .header("Authorization", "Bearer " + Files.readString(client.key()).strip());
  }
}
