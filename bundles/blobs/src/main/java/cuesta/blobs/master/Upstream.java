package cuesta.blobs.master;

import cuesta.api.ha.LeaderInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/**
 * The leader as a follower calls it. Blocks, but never longer than a minute without a byte: the
 * leader may be frozen.
 *
 * @param key the cluster key
 * @param follower how we are called
 */
record Upstream(String key, String follower) {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** What is new; the leader answers within some seconds. */
  Page page(LeaderInfo leader, String log, long after) throws IOException {
    String query = "?after=" + after + "&log=" + encoded(log) + "&follower=" + encoded(follower);
    HttpURLConnection call = call(leader, "GET", "/blobs" + query);
    try (InputStream in = answer(call)) {
      return Page.read(in);
    } finally {
      call.disconnect();
    }
  }

  /**
   * The bytes of a blob; the caller closes.
   *
   * @throws NoSuchFileException if the leader has it no more
   */
  InputStream open(LeaderInfo leader, String hash) throws IOException {
    return answer(call(leader, "GET", "/blobs/" + hash + "?follower=" + encoded(follower)));
  }

  /** Gives the leader what it lacks. */
  void offer(LeaderInfo leader, String hash, long size, InputStream content) throws IOException {
    HttpURLConnection call =
        call(leader, "PUT", "/blobs/" + hash + "?follower=" + encoded(follower));
    call.setDoOutput(true);
    call.setFixedLengthStreamingMode(size);
    call.setRequestProperty("Content-Type", BlobsEndpoint.BYTES);
    try {
      try (OutputStream out = call.getOutputStream()) {
        content.transferTo(out);
      }
      answer(call).close();
    } finally {
      call.disconnect();
    }
  }

  private HttpURLConnection call(LeaderInfo leader, String method, String target)
      throws IOException {
    HttpURLConnection call =
        (HttpURLConnection) URI.create(BlobsEndpoint.url(leader) + target).toURL().openConnection();
    call.setRequestMethod(method);
    call.setInstanceFollowRedirects(false);
    call.setConnectTimeout((int) CONNECT.toMillis());
    call.setReadTimeout((int) SILENCE.toMillis());
    call.setRequestProperty("Authorization", "Bearer " + key);
    return call;
  }

  private static InputStream answer(HttpURLConnection call) throws IOException {
    int status = call.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      return call.getInputStream();
    }
    String said;
    try (InputStream error = call.getErrorStream()) {
      said = error == null ? "" : new String(error.readNBytes(2_000), StandardCharsets.UTF_8);
    }
    if (status == HttpURLConnection.HTTP_NOT_FOUND) {
      throw new NoSuchFileException(call.getURL().toString(), null, said);
    }
    throw new IOException(call.getURL() + " answered " + status + " " + said);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
