package cuesta.framework.webapp.engine;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.balancer.Route;
import java.util.Optional;
import java.util.TreeMap;

/** Whether there is room for what is asked. */
public final class Bounds {
  private Bounds() {}

  /** Another application has the route. */
  static final String ROUTE_TAKEN = "ROUTE_TAKEN";

  /**
   * Why an application cannot be so.
   *
   * @param state what there is
   * @param name which application
   * @param spec another description; empty to leave it as it is
   * @param instances how many there would be
   * @return empty if it can
   */
  public static Optional<Reason> refusal(
      WebState state, String name, Optional<Spec> spec, int instances) {
    Site site = state.sites().get(name);
    if (site == null && state.sites().size() >= WebLimits.APPS) {
      return over(name, "there are " + WebLimits.APPS + " applications, and no more are kept");
    }
    int before = site == null ? 0 : site.app().wanted();
    long wanted = state.totals().wanted() - before + instances;
    if (wanted > WebLimits.ALL_INSTANCES) {
      return over(
          name,
          "all applications together would have "
              + wanted
              + " instances; at most "
              + WebLimits.ALL_INSTANCES);
    }
    Optional<Reason> taken = spec.flatMap(one -> taken(state, name, one.web()));
    if (taken.isPresent()) {
      return taken;
    }
    long bytes = state.totals().specBytes() + spec.map(Weights::of).orElse(0);
    return bytes <= WebLimits.SPECS_BYTES
        ? Optional.empty()
        : over(
            name,
            "all versions together would take "
                + bytes / 1024
                + " KiB; at most "
                + WebLimits.SPECS_BYTES / 1024);
  }

  /** Two applications with the same route: nobody could tell which one answers. */
  private static Optional<Reason> taken(WebState state, String name, Spec.Web web) {
    TreeMap<String, String> owners = new TreeMap<>();
    for (Site other : state.sites().values()) {
      if (!other.name().equals(name) && other.versions().has(other.app().target())) {
        Routes.matches(other.name(), other.spec().web())
            .forEach(match -> owners.put(match.host() + match.path(), other.name()));
      }
    }
    for (Route.Match match : Routes.matches(name, web)) {
      String owner = owners.get(match.host() + match.path());
      if (owner != null) {
        String where = match.host().isEmpty() ? "any host" : match.host();
        return Optional.of(
            Reason.of(
                ROUTE_TAKEN,
                name,
                "requests for " + where + " and " + match.path() + " go to " + owner,
                "give another --host or --path, or delete " + owner));
      }
    }
    return Optional.empty();
  }

  private static Optional<Reason> over(String name, String detail) {
    return Optional.of(Reason.of(Reasons.OVERLOADED, name, detail, "delete some"));
  }
}
