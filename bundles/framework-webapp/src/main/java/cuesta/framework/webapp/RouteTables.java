package cuesta.framework.webapp;

import cuesta.api.balancer.Route;
import cuesta.framework.kit.http.Json;
import cuesta.framework.webapp.engine.Routes;
import cuesta.framework.webapp.engine.WebState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tables of routes as they were told lately. A version is the hash of what it holds: the same under
 * every leader. Any thread.
 */
final class RouteTables {
  private static final int REMEMBERED = 100;
  private static final int DIGITS = 24;

  private final Map<String, Set<String>> backends = new LinkedHashMap<>();
  private WebState last;
  private Versioned made;

  /** A table as balancers get it. */
  record Versioned(String version, String routes) {
    String json() {
      return "{\"version\":\"" + version + "\",\"routes\":" + routes + "}";
    }

    String unchanged() {
      return "{\"version\":\"" + version + "\"}";
    }
  }

  /** The table of a state. */
  synchronized Versioned of(WebState state) {
    if (last == null || last.sites() != state.sites()) {
      List<Route> routes = Routes.of(state);
      String json = json(routes);
      made = new Versioned(hash(json), json);
      last = state;
      remember(made.version(), routes);
    }
    return made;
  }

  private void remember(String version, List<Route> routes) {
    Set<String> ids = new TreeSet<>();
    routes.forEach(route -> route.backends().forEach(backend -> ids.add(backend.id())));
    backends.remove(version);
    backends.put(version, ids);
    if (backends.size() > REMEMBERED) {
      backends.remove(backends.keySet().iterator().next());
    }
  }

  /** Whether a table is known to send nothing to an instance. */
  synchronized boolean lacks(String version, String backend) {
    Set<String> ids = backends.get(version);
    return ids != null && !ids.contains(backend);
  }

  private static String json(List<Route> routes) {
    return Json.text(
        out -> {
          out.writeStartArray();
          for (Route route : routes) {
            out.writeStartObject();
            out.writeStringField("app", route.app());
            out.writeArrayFieldStart("matches");
            for (Route.Match match : route.matches()) {
              out.writeStartObject();
              out.writeStringField("host", match.host());
              out.writeStringField("path", match.path());
              out.writeBooleanField("strip", match.strip());
              out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("backends");
            for (Route.Backend backend : route.backends()) {
              out.writeStartObject();
              out.writeStringField("id", backend.id());
              out.writeStringField("host", backend.host());
              out.writeNumberField("port", backend.port());
              out.writeEndObject();
            }
            out.writeEndArray();
            out.writeStringField("note", route.note());
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
