package cuesta.admin.http;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A request as it came over the wire.
 *
 * @param method upper case
 * @param path still percent-encoded, from the slash on
 * @param query still percent-encoded, without the question mark; empty if there is none
 * @param headers by lower-case name
 * @param length of the body as announced; -1 if not announced
 * @param body the body
 * @param localAddress the address on which it arrived
 * @param localPort the port on which it arrived
 */
public record Incoming(
    String method,
    String path,
    String query,
    SortedMap<String, List<String>> headers,
    long length,
    InputStream body,
    String localAddress,
    int localPort) {

  /** The first value of a header. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** Path and query, as they came. */
  public String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }
}
