package cuesta.core.edge.balancer;

import cuesta.api.balancer.Route;
import cuesta.api.balancer.RouteTable;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The routes as this process knows them, kept for as long as it lives. Each leader names its tables
 * by versions of its own; here they are counted on, over all leaders. Any thread.
 */
public final class Tables {
  /** A balancer that is that many tables behind is not told apart from one that has none. */
  private static final int REMEMBERED = 100;

  private final TreeMap<Long, String> versions = new TreeMap<>();
  private RouteTable present = RouteTable.EMPTY;
  private String version = "";

  /** Nothing is known. */
  public Tables() {}

  /**
   * Where requests go.
   *
   * @return the last table that was taken
   */
  public synchronized RouteTable present() {
    return present;
  }

  /** The leader's name of the present table; empty if there is none. */
  synchronized String version() {
    return version;
  }

  /** The leader's name of a table; empty if it was forgotten or never there. */
  synchronized String version(long revision) {
    return versions.getOrDefault(revision, "");
  }

  /** A new table. Its revision is the next one. */
  synchronized RouteTable take(String named, List<Route> routes) {
    present = new RouteTable(present.revision() + 1, routes);
    version = named;
    versions.put(present.revision(), named);
    if (versions.size() > REMEMBERED) {
      versions.pollFirstEntry();
    }
    return present;
  }

  /** The names of the applications that have routes. */
  synchronized Set<String> apps() {
    TreeSet<String> names = new TreeSet<>();
    present.routes().forEach(route -> names.add(route.app()));
    return names;
  }
}
