package cuesta.admin.http;

import java.util.List;

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

  /** What {@link cuesta.api.http.HttpCall#body} promises. */
  public static final long ENDPOINT_LIMIT = 16 << 20;

  private static final List<String> JSON = List.of("application/json");
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

  /** Something that changes the cluster. */
  public static Route post(Resource resource) {
    return new Route(List.of("POST"), false, OWN_LIMIT, JSON, resource);
  }

  /** What a bundle serves. */
  public static Route endpoint(Resource resource) {
    return new Route(List.of(), false, ENDPOINT_LIMIT, ENDPOINT, resource);
  }
}
