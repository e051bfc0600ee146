package cuesta.framework.kit.http;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.Refused;
import cuesta.api.http.Endpoint;
import cuesta.api.http.HttpCall;
import cuesta.api.http.HttpReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A framework's endpoint made of routes. Calls that fit none, or bring what theirs does not take,
 * are refused; if any route is a command, <code>GET /PREFIX/cli</code> tells the command line of
 * all of them. Any thread.
 */
public final class Router implements Endpoint {
  private final String prefix;
  private final List<Route> routes;
  private final List<Map<String, Param>> declared = new ArrayList<>();

  /**
   * A router.
   *
   * @param prefix the first segment of the path, and of the command line
   * @param about what the framework does, in one line
   * @param routes in the order of the help; of two that fit, the one with fewer names in its path
   *     counts
   */
  public Router(String prefix, String about, List<Route> routes) {
    this.prefix = prefix;
    List<Route> all = new ArrayList<>(routes);
    if (routes.stream().anyMatch(route -> route.command().isPresent())) {
      HttpReply.json(200, Descriptor.json(about, routes)); // fails early
      all.add(Route.get("cli", call -> HttpReply.json(200, Descriptor.json(about, routes))));
    }
    this.routes = List.copyOf(all);
    this.routes.forEach(route -> declared.add(route.declared()));
    checkCommands();
  }

  private void checkCommands() {
    Set<String> names = new HashSet<>();
    for (Route route : routes) {
      if (route.command().isPresent() && !names.add(route.command().get().name())) {
        throw new IllegalArgumentException(
            "two commands are called " + route.command().get().name());
      }
    }
  }

  @Override
  public String prefix() {
    return prefix;
  }

  @Override
  public HttpReply handle(HttpCall call) throws Exception {
    try {
      return route(call);
    } catch (Refused refused) {
      return Replies.refusal(refused.reason());
    }
  }

  private HttpReply route(HttpCall call) throws Exception {
    int best = -1;
    TreeSet<String> others = new TreeSet<>();
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      if (route.match(call.path()).isEmpty()) {
        continue;
      }
      if (!route.method().equals(call.method())) {
        others.add(route.method());
      } else if (best < 0 || route.places().size() < routes.get(best).places().size()) {
        best = i;
      }
    }
    if (best < 0) {
      return unknown(call, others);
    }
    Route route = routes.get(best);
    Map<String, String> path = route.match(call.path()).orElseThrow();
    Inputs inputs = new Inputs(declared.get(best), path);
    if (route.hasBody()) {
      if (!call.queries().isEmpty()) {
        throw Invalid.field(
            call.queries().firstKey(), "it stands in the query", "put it into the body");
      }
      inputs.body(call.body());
    } else {
      inputs.query(call.queries());
    }
    return route.handler().handle(new Call(call, inputs.done()));
  }

  private HttpReply unknown(HttpCall call, TreeSet<String> others) {
    String path = "/" + prefix + (call.path().isEmpty() ? "" : "/" + String.join("/", call.path()));
    if (!others.isEmpty()) {
      Reason why =
          Reason.of(
              Reasons.INVALID,
              call.method() + " " + path,
              "that is not done there",
              "it takes " + String.join(", ", others));
      return Replies.with(Replies.refusal(405, why), "Allow", String.join(", ", others));
    }
    Optional<String> all =
        routes.stream()
            .map(r -> r.method() + " /" + prefix + (r.path().isEmpty() ? "" : "/" + r.path()))
            .reduce((a, b) -> a + ", " + b);
    return Replies.refusal(
        404, Reason.of(Reasons.UNKNOWN, path, "there is no such path", all.orElse("")));
  }
}
