package cuesta.admin.resource;

import cuesta.admin.http.Route;
import cuesta.api.front.AgentDoor;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The paths of a process. */
public final class Routes implements Function<String, Route> {
  private final Services services;
  private final Following following = new Following(Thread::sleep);
  private final Map<String, Route> own = new TreeMap<>();
  private final EndpointResource endpoints;

  /**
   * Paths over services that come and go.
   *
   * @param services what is there
   */
  public Routes(Services services) {
    this.services = services;
    Leader leader = new Leader(services);
    Operations operations = new Operations(leader);
    own.put("health", Route.open(new HealthResource(services)));
    own.put("leader", Route.open(new LeaderResource(services)));
    own.put("agents", Route.get(new ListResource<>(leader, view -> view.agents(), Rows::agent)));
    own.put("frameworks", Route.get(new FrameworksResource(leader)));
    own.put("roles", Route.get(new ListResource<>(leader, view -> view.roles(), Rows::role)));
    own.put("offers", Route.get(new ListResource<>(leader, view -> view.offers(), Rows::offer)));
    own.put("tasks", Route.get(new TasksResource(leader)));
    own.put("plugins", Route.get(new PluginsResource(services)));
    own.put("events", Route.get(new EventsResource(leader)));
    own.put("explain", Route.get(new ExplainResource(leader)));
    own.put("kill", Route.post(new KillResource(leader, operations)));
    own.put("operate", Route.post(new OperateResource(operations)));
    endpoints = new EndpointResource(services, leader, own.keySet());
  }

  @Override
  public Route apply(String prefix) {
    Route route = own.get(prefix);
    if (route != null) {
      return route;
    }
    for (AgentDoor door : services.agents()) {
      if (door.node().equals(prefix)) {
        return Route.agent(new AgentResource(door, following));
      }
    }
    return Route.endpoint(endpoints, endpoints.known(prefix));
  }
}
