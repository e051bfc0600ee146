package cuesta.admin.resource;

import cuesta.admin.json.Json;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.EventView;
import cuesta.api.cluster.FrameworkView;
import cuesta.api.cluster.OfferView;
import cuesta.api.cluster.RoleView;
import cuesta.api.cluster.TaskView;
import java.io.IOException;
import java.util.Optional;

/** How each view of the api looks in JSON: the members of one object. */
final class Rows {
  private Rows() {}

  static void agent(Json json, AgentView agent) throws IOException {
    json.text("id", agent.id().value());
    json.text("host", agent.host());
    json.text("url", agent.url());
    json.text("state", agent.state());
    json.time("registered", agent.registered());
    json.resources("total", agent.total());
    json.resources("used", agent.used());
    json.resources("offered", agent.offered());
    json.resources("free", agent.free());
    json.texts("attributes", agent.attributes());
    json.texts("facts", agent.facts());
    long tasks = 0;
    for (TaskView task : agent.tasks()) {
      tasks += task.state().isTerminal() ? 0 : 1;
    }
    json.number("tasks", tasks);
  }

  static void framework(Json json, FrameworkView framework) throws IOException {
    json.text("id", framework.id().value());
    json.text("name", framework.name());
    json.text("principal", framework.principal().name());
    json.array(
        "roles",
        () -> {
          for (var role : framework.roles()) {
            json.object(
                () -> {
                  json.text("role", role.value());
                  json.flag("suppressed", framework.suppressed(role));
                  json.resources("used", framework.used(role));
                  json.resources("offered", framework.offered(role));
                });
          }
        });
    json.flag("connected", framework.connected());
    json.resources("used", framework.used());
    json.resources("offered", framework.offered());
    json.array(
        "demand",
        () -> {
          for (var wish : framework.demand()) {
            json.item(wish.toString());
          }
        });
    json.text("failover_timeout", framework.failoverTimeout().toString());
    json.time("subscribed", framework.subscribed());
    json.number("tasks", framework.tasks());
  }

  static void role(Json json, RoleView role) throws IOException {
    json.text("role", role.id().value());
    json.number("weight", role.weight());
    json.resources("guarantee", role.guarantee());
    if (role.limit().isPresent()) {
      json.resources("limit", role.limit().get());
    } else {
      json.nothing("limit");
    }
    json.resources("used", role.used());
  }

  static void offer(Json json, OfferView offer) throws IOException {
    json.text("id", offer.id().value());
    json.text("framework", offer.framework().value());
    json.text("role", offer.role().value());
    json.text("agent", offer.agent().value());
    json.text("host", offer.host());
    json.resources("resources", offer.resources());
    json.texts("attributes", offer.attributes());
    json.flag("shared", offer.shared());
  }

  /**
   * A task.
   *
   * @param owner the name of its framework, as long as that is known
   * @param url the door of its agent, as long as the agent is known
   */
  static void task(Json json, TaskView task, Optional<String> owner, Optional<String> url)
      throws IOException {
    json.text("id", task.id().value());
    json.text("framework", task.framework().value());
    json.text("framework_name", owner);
    json.text("agent", task.agent().value());
    json.text("url", url);
    json.text("sandbox", task.sandbox());
    json.text("executor", task.executor().value());
    json.text("container", task.container().map(id -> id.value()));
    json.text("name", task.name());
    json.text("user", task.user());
    json.text("role", task.role().value());
    json.resources("resources", task.resources());
    json.text("state", task.state().name());
    json.reason("reason", task.reason());
    if (task.exit().isPresent()) {
      json.number("exit", task.exit().getAsInt());
    } else {
      json.nothing("exit");
    }
    if (task.healthy().isPresent()) {
      json.flag("healthy", task.healthy().get());
    }
    if (task.ready().isPresent()) {
      json.flag("ready", task.ready().get());
    }
    json.time("accepted", task.accepted());
    json.time("changed", task.changed());
  }

  static void event(Json json, EventView event) throws IOException {
    json.number("number", event.number());
    json.time("time", event.time());
    json.text("kind", event.kind());
    json.text("subject", event.subject());
    json.text("detail", event.detail());
    json.reason("reason", event.reason());
  }
}
