package cuesta.admin.http;

import cuesta.api.http.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * How a path is called.
 *
 * @param methods the methods it answers; empty for those that the resource itself judges
 * @param open whether it answers without the key
 * @param bodyLimit how many bytes it takes
 * @param types the content types it takes for a change
 * @param resource what answers
 */
public record Route(
    List<String> methods, boolean open, long bodyLimit, List<String> types, Resource resource) {
  /** Our own calls are a handful of strings. */
  static final long OWN_LIMIT = 1 << 20;

  /** What endpoints take that do not say otherwise. */
  public static final long ENDPOINT_LIMIT = 16 << 20;

  private static final List<String> JSON = List.of("application/json");

  /** What an endpoint takes that is not known yet: it answers elsewhere, or not at all. */
  private static final List<String> ENDPOINT =
      List.of("application/json", "application/x-protobuf");

  /** Something to look at. */
  public static Route get(Resource resource) {
    return new Route(List.of("GET"), false, OWN_LIMIT, JSON, resource);
  }

  /** Something to look at without a key: it tells nothing about anybody's work. */
  public static Route open(Resource resource) {
    return new Route(List.of("GET"), true, OWN_LIMIT, JSON, resource);
  }

  /**
   * Something to look at, with calls among them that do something; the resource tells them apart.
   */
  public static Route agent(Resource resource) {
    return new Route(List.of("GET", "POST"), false, OWN_LIMIT, JSON, resource);
  }

  /** Something that changes the cluster. */
  public static Route post(Resource resource) {
    return new Route(List.of("POST"), false, OWN_LIMIT, JSON, resource);
  }

  /**
   * What a bundle serves.
   *
   * @param served what says how large its bodies are; empty if it is not known here
   */
  public static Route endpoint(Resource resource, Optional<Endpoint> served) {
    return new Route(
        List.of(),
        false,
        served.map(Endpoint::bodyLimit).orElse(ENDPOINT_LIMIT),
        served.map(Endpoint::types).orElse(ENDPOINT),
        resource);
  }
}
