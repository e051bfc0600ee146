package cuesta.testkit.guest;

import cuesta.api.TaskId;
import cuesta.api.balancer.Route;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Routes;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.WebChange;
import cuesta.framework.webapp.engine.WebEngine;
import cuesta.framework.webapp.engine.WebState;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Judges applications as they are written, beside what really runs. */
final class WebJudge {
  private final WebEngine engine = new WebEngine();
  private final WebTasks tasks;

  /** Fewer may not be ready of each application that is watched. */
  private final Map<String, Long> floors = new TreeMap<>();

  private int updates;

  WebJudge(WebTasks tasks) {
    this.tasks = tasks;
  }

  WebState replayed(WebState state, WebChange change) {
    return engine.replay(state, change);
  }

  int updates() {
    return updates;
  }

  // ---- always

  /** Requests go to none but those that are ready and to stay, as it is written. */
  void written(WebState durable, Map<String, WebApp> apps) {
    for (Route route : Routes.of(durable)) {
      for (Route.Backend backend : route.backends()) {
        Instance instance = apps.get(route.app()).instance(backend.id());
        Violation.unless(
            instance != null
                && instance.stays()
                && instance.since().isPresent()
                && instance.port() == backend.port(),
            "webapp: requests to %s go to %s, which is %s",
            route.app(),
            backend,
            instance);
      }
    }
    for (String name : floors.keySet()) {
      WebApp app = apps.get(name);
      floors.merge(name, least(app), Math::min);
      Violation.unless(
          app.ready() >= floors.get(name),
          "webapp: of %s, %s are ready by what is written, %s are promised",
          name,
          app.ready(),
          floors.get(name));
    }
  }

  // ---- while nothing fails

  /** From now on none may have fewer ready than it promises. */
  void watch(Collection<WebApp> apps) {
    apps.forEach(app -> floors.put(app.app().name(), least(app)));
    updates += floors.size();
  }

  /** They may end. */
  void rest() {
    floors.clear();
  }

  private static long least(WebApp app) {
    return app.target().update().least(app.app().wanted());
  }

  /** Something is or is not ready any more, in truth. */
  void looks(Map<String, WebApp> apps) {
    for (Map.Entry<String, Long> floor : floors.entrySet()) {
      int ready = tasks.ready(floor.getKey()).size();
      Violation.unless(
          ready >= floor.getValue(),
          "webapp: of %s, %s are ready in truth, %s are promised",
          floor.getKey(),
          ready,
          floor.getValue());
    }
  }

  // ---- long after the last fault

  /** It is as its owner wants it: what should run does, takes requests, and nothing else does. */
  void well(WebState durable, WebOwner owner, WebApp app) {
    owner
        .unsettled()
        .ifPresent(
            open -> {
              throw new Violation(open);
            });
    Site site = durable.sites().get(owner.name());
    Violation.unless(
        owner.isThere() == (site != null) && (site == null || app != null),
        "webapp: %s is there, or is not",
        owner.name());
    if (site == null) {
      Violation.unless(
          tasks.running(owner.name()).isEmpty(),
          "webapp: %s is gone, and %s run",
          owner.name(),
          tasks.running(owner.name()));
    } else {
      well(site);
      routed(durable, site);
    }
  }

  private void well(Site site) {
    App app = site.app();
    Set<TaskId> known = new TreeSet<>();
    for (Instance instance : site.all()) {
      Violation.unless(
          instance.isReady() && instance.isNew(app),
          "webapp: %s of %s is not as it should be by now: %s",
          instance,
          site.name(),
          app);
      known.add(instance.launch().task());
    }
    Violation.unless(
        known.size() == app.wanted() && app.running().isEmpty() && app.wanted() > 0,
        "webapp: %s has %s instances: %s",
        site.name(),
        known.size(),
        app);
    Violation.unless(
        tasks.running(site.name()).equals(known) && tasks.ready(site.name()).equals(known),
        "webapp: of %s there should be %s; %s run, %s are ready",
        site.name(),
        known,
        tasks.running(site.name()),
        tasks.ready(site.name()));
  }

  private static void routed(WebState durable, Site site) {
    long backends =
        Routes.of(durable).stream()
            .filter(route -> route.app().equals(site.name()))
            .mapToLong(route -> route.backends().size())
            .sum();
    Violation.unless(
        backends == site.app().wanted(),
        "webapp: requests to %s go to %s instances of %s",
        site.name(),
        backends,
        site.app().wanted());
  }
}
