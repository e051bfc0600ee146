package cuesta.cli.command;

import cuesta.cli.json.Node;
import cuesta.cli.text.Amounts;

/** The commands that just show a list. */
final class Lists {
  private Lists() {}

  static Command agents() {
    return new ListCommand(
        "agents",
        "lists the agents, with what is used of what they have",
        new String[] {"AGENT", "STATE", "TASKS", "CPUS", "MEM", "DISK", "URL"},
        agent ->
            new String[] {
              agent.text("id"),
              agent.text("state"),
              agent.text("tasks"),
              share(agent, "cpus"),
              share(agent, "mem"),
              share(agent, "disk"),
              agent.text("url")
            });
  }

  private static String share(Node agent, String name) {
    return Amounts.share(agent.get("used"), agent.get("total"), name);
  }

  static Command roles() {
    return new ListCommand(
        "roles",
        "lists the roles, with weight and quota",
        new String[] {"ROLE", "WEIGHT", "GUARANTEE", "LIMIT", "USED"},
        role ->
            new String[] {
              role.text("role"),
              role.text("weight"),
              Amounts.all(role.get("guarantee")),
              Amounts.all(role.get("limit")),
              Amounts.all(role.get("used"))
            });
  }

  static Command offers() {
    return new ListCommand(
        "offers",
        "lists the outstanding offers",
        new String[] {"OFFER", "FRAMEWORK", "ROLE", "AGENT", "RESOURCES"},
        offer ->
            new String[] {
              offer.text("id"),
              offer.text("framework"),
              offer.text("role"),
              offer.text("agent"),
              Amounts.all(offer.get("resources"))
            });
  }
}
