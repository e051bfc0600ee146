package cuesta.cli.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Where the master is. */
public final class Address {
  private static final String DEFAULT = "http://127.0.0.1:5050";
  private static final int PORT = 5050;

  private Address() {}

  /** Of the flag, else of {@code CUESTA_MASTER}, else this machine. */
  public static String find(Optional<String> named, Map<String, String> env) throws Trouble {
    Optional<String> variable =
        Optional.ofNullable(env.get("CUESTA_MASTER")).filter(text -> !text.isBlank());
    if (named.isPresent()) {
      return parse("--master", named.get());
    }
    return variable.isPresent() ? parse("CUESTA_MASTER", variable.get()) : DEFAULT;
  }

  /** A URL or {@code host:port}; without a port it is {@value #PORT}. */
  static String parse(String field, String text) throws Trouble {
    String url = text.contains("://") ? text.strip() : "http://" + text.strip();
    try {
      URI uri = new URI(url).parseServerAuthority();
      boolean bare = uri.getPath().isEmpty() || uri.getPath().equals("/") && uri.getQuery() == null;
      if (bare && "http".equals(uri.getScheme()) && uri.getHost() != null) {
        return "http://" + uri.getHost() + ":" + (uri.getPort() < 0 ? PORT : uri.getPort());
      }
    } catch (java.net.URISyntaxException e) {
      // Said below, as for whatever else is wrong with it.
    }
    throw new Trouble(
        field + " '" + text + "' is not an address; use host:port or http://host:port");
  }
}
