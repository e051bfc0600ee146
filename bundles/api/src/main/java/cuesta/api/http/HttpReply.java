package cuesta.api.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An HTTP reply.
 *
 * @param status the status code
 * @param headers by name
 * @param body what follows; read to its end and closed by the door, flushed as it comes, so that it
 *     may be a stream without end
 */
public record HttpReply(int status, SortedMap<String, String> headers, InputStream body) {
  /** Copies the headers. */
  public HttpReply {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /**
   * JSON.
   *
   * @param status the status code
   * @param json the text
   * @return the reply
   */
  public static HttpReply json(int status, String json) {
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/json");
    return new HttpReply(
        status, headers, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
