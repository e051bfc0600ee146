package cuesta.api.balancer;

import java.util.List;

/**
 * Where all requests go. Immutable; replaced as a whole.
 *
 * @param revision grows with each table of one leader; for people and acknowledgements
 * @param routes one for each application, in the order of their names
 */
public record RouteTable(long revision, List<Route> routes) {
  /** Nothing is known yet. */
  public static final RouteTable EMPTY = new RouteTable(0, List.of());

  /** Copies the list. */
  public RouteTable {
    routes = List.copyOf(routes);
  }
}
