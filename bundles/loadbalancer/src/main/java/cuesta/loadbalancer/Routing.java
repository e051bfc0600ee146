package cuesta.loadbalancer;

import cuesta.api.balancer.Route.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table made for looking up. Immutable. */
final class Routing {
  private static final Comparator<Hit> LONGEST_FIRST =
      Comparator.comparingInt((Hit hit) -> hit.match.path().length()).reversed();

  private final long revision;
  private final Application nobody;
  private final Map<String, List<Hit>> hosts = new HashMap<>();
  private final Map<String, Application> applications = new HashMap<>();

  /**
   * What a request is for.
   *
   * @param match that fitted it
   * @param application the match is of
   */
  record Hit(Match match, Application application) {
    private boolean fits(String path) {
      String prefix = match.path();
      return path.startsWith(prefix) || isBare(path);
    }

    /** Whether the path is the prefix without its last slash. */
    boolean isBare(String path) {
      String prefix = match.path();
      return path.length() == prefix.length() - 1 && prefix.startsWith(path);
    }
  }

  /**
   * Makes it.
   *
   * @param revision of the table
   * @param nobody what requests count for that fit nothing
   * @param hits all matches in the table's order
   */
  Routing(long revision, Application nobody, List<Hit> hits) {
    this.revision = revision;
    this.nobody = nobody;
    for (Hit hit : hits) {
      applications.putIfAbsent(hit.application.name(), hit.application);
      hosts.computeIfAbsent(hit.match.host(), host -> new ArrayList<>()).add(hit);
    }
    // Stable: of equal length, the first in the table stays first.
    hosts.values().forEach(list -> list.sort(LONGEST_FIRST));
  }

  long revision() {
    return revision;
  }

  Application nobody() {
    return nobody;
  }

  /**
   * An application as this table knows it.
   *
   * @param known from an older one
   * @return itself, if it is not there any more
   */
  Application current(Application known) {
    return applications.getOrDefault(known.name(), known);
  }

  /**
   * Looks up.
   *
   * @param host in lower case, without port
   * @param path without query
   * @return what it is for, or null
   */
  Hit find(String host, String path) {
    Hit named = first(hosts.get(host), path);
    return named == null ? first(hosts.get(""), path) : named;
  }

  private static Hit first(List<Hit> hits, String path) {
    if (hits != null) {
      for (Hit hit : hits) {
        if (hit.fits(path)) {
          return hit;
        }
      }
    }
    return null;
  }
}
