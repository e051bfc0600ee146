package cuesta.api.balancer;

import java.util.List;

/**
 * Where the requests for one application go.
 *
 * @param app its name
 * @param matches which requests are for it
 * @param backends the instances that take requests now; may be empty
 * @param note why there are none, or fewer than there should be, in one line for people; may be
 *     empty
 */
public record Route(String app, List<Match> matches, List<Backend> backends, String note) {
  /** Copies the lists. */
  public Route {
    matches = List.copyOf(matches);
    backends = List.copyOf(backends);
  }

  /**
   * Which requests. Of all matches of a table that fit a request, one with a host goes before one
   * without, then the longest path counts, then the first in the table.
   *
   * @param host the host name that is asked for, in lower case and without port; empty for any
   * @param path a path that begins and ends with a slash: {@code /shop/} fits {@code /shop/},
   *     {@code /shop/cart} and {@code /shop}
   * @param strip whether the instance sees the path without this prefix (and the prefix as {@code
   *     X-Forwarded-Prefix})
   */
  public record Match(String host, String path, boolean strip) {
    /** Checks. */
    public Match {
      if (!path.startsWith("/") || !path.endsWith("/")) {
        throw new IllegalArgumentException(
            "path of a route is '" + path + "'; give one that begins and ends with a slash");
      }
    }
  }

  /**
   * An instance.
   *
   * @param id its task
   * @param host where it listens
   * @param port at which port
   */
  public record Backend(String id, String host, int port) {}
}
