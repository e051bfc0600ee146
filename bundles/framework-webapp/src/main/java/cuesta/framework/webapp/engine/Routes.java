package cuesta.framework.webapp.engine;

import cuesta.api.balancer.Route;
import java.util.ArrayList;
import java.util.List;

/** Where requests go, as it follows from which instances are ready. */
public final class Routes {
  private Routes() {}

  /**
   * All routes.
   *
   * @param state the applications
   * @return one for each application that has a port and is not being deleted, in the order of
   *     their names
   */
  public static List<Route> of(WebState state) {
    List<Route> routes = new ArrayList<>();
    for (Site site : state.sites().values()) {
      if (site.versions().has(site.app().target()) && !site.app().deleted()) {
        Route route = of(site);
        if (site.spec().ports() > 0 || !route.backends().isEmpty()) {
          routes.add(route);
        }
      }
    }
    return routes;
  }

  private static Route of(Site site) {
    List<Route.Backend> backends = new ArrayList<>();
    for (Instance instance : site.all()) {
      if (instance.isReady() && instance.port() > 0) {
        backends.add(
            new Route.Backend(instance.launch().task().value(), instance.host(), instance.port()));
      }
    }
    return new Route(
        site.name(),
        matches(site.name(), site.spec().web()),
        backends,
        note(site, backends.size()));
  }

  /** Which requests are for an application. */
  static List<Route.Match> matches(String name, Spec.Web web) {
    List<Route.Match> matches = new ArrayList<>();
    matches.add(new Route.Match(name + ".localhost", "/", false));
    matches.add(new Route.Match("", "/" + name + "/", true));
    List<String> paths = web.paths().isEmpty() ? List.of("/") : web.paths();
    for (String host : web.hosts()) {
      paths.forEach(path -> matches.add(new Route.Match(host, path, false)));
    }
    if (web.hosts().isEmpty()) {
      web.paths().forEach(path -> matches.add(new Route.Match("", path, false)));
    }
    return matches;
  }

  private static String note(Site site, int ready) {
    App app = site.app();
    if (app.stopped()) {
      return "it is stopped";
    }
    return ready >= app.wanted() ? "" : ready + " of " + app.wanted() + " instances are ready";
  }
}
