package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.http.Reply;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.text.Amounts;
import cuesta.cli.text.Reasons;
import cuesta.cli.text.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Shows who shares the cluster: what each holds, wants and waits for, and why. */
final class FrameworksCommand implements Command {
  @Override
  public String name() {
    return "frameworks";
  }

  @Override
  public String summary() {
    return "lists the frameworks: share, tasks, what each waits for and why";
  }

  @Override
  public int run(Args args, Session session) throws Trouble {
    Reply reply = session.client().get("/frameworks?explain=true");
    List<Node> frameworks = reply.json().items("frameworks");
    if (session.json()) {
      session.shell().out().println(reply.text());
      return 0;
    }
    Table table =
        new Table(
            "NAME", "STATE", "ROLES", "SHARE", "TASKS", "USED", "OFFERED", "WANTS", "FRAMEWORK");
    frameworks.forEach(framework -> row(table, framework));
    session.table(table);
    for (Node framework : frameworks) {
      if (!framework.items("reasons").isEmpty()) {
        session.line(framework.text("name") + ":");
      }
      for (Node reason : framework.items("reasons")) {
        session.line("  " + Reasons.line(reason, framework.text("id")));
      }
    }
    return 0;
  }

  private static void row(Table table, Node framework) {
    List<String> roles = new ArrayList<>();
    for (Node role : framework.items("roles")) {
      boolean quiet = role.flag("suppressed") && !suppressed(framework);
      roles.add(role.text("role") + (quiet ? " (suppressed)" : ""));
    }
    table.row(
        framework.text("name"),
        state(framework),
        String.join(", ", roles),
        share(framework),
        framework.text("tasks"),
        Amounts.all(framework.get("used")),
        Amounts.all(framework.get("offered")),
        suppressed(framework) ? "" : wants(framework),
        framework.text("id"));
  }

  private static boolean suppressed(Node framework) {
    return framework.items("roles").stream().allMatch(role -> role.flag("suppressed"));
  }

  private static String state(Node framework) {
    if (!framework.flag("connected")) {
      return "disconnected";
    }
    return suppressed(framework) ? "suppressed" : "wants offers";
  }

  private static String wants(Node framework) {
    return String.join(", ", framework.items("demand").stream().map(Node::toString).toList());
  }

  private static String share(Node framework) {
    if (!(framework.get("share").value() instanceof BigDecimal part)) {
      return "";
    }
    String percent = part.movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString() + "%";
    return framework.some("share_of").map(of -> percent + " of " + of).orElse(percent);
  }
}
