package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.http.Reply;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.text.Reasons;
import cuesta.cli.text.Table;

/** Shows plugins, refused files and what was swapped. */
final class PluginsCommand implements Command {
  @Override
  public String name() {
    return "plugins";
  }

  @Override
  public String summary() {
    return "lists plugins and deployed files, why a file was refused, and what was swapped";
  }

  @Override
  public int run(Args args, Session session) throws Trouble {
    Reply reply = session.client().get("/plugins");
    Node answer = reply.json();
    if (session.json()) {
      session.shell().out().println(reply.text());
      return 0;
    }
    Table table = new Table("NODE", "SLOT", "NAME", "VERSION", "STATE", "FILE", "WHY");
    for (Node plugin : answer.items("plugins")) {
      table.row(
          plugin.text("node"),
          plugin.text("slot"),
          plugin.text("name"),
          plugin.text("version"),
          plugin.text("state"),
          plugin.text("file"),
          String.join("; ", plugin.items("reasons").stream().map(Reasons::line).toList()));
    }
    for (Node file : answer.items("files")) {
      // What was deployed shows as a plugin above.
      if (!file.text("state").equals("DEPLOYED")) {
        table.row(
            "",
            "",
            file.text("bundle"),
            file.text("version"),
            file.text("state"),
            file.text("file"),
            why(file));
      }
    }
    session.table(table);
    answer.items("history").forEach(line -> session.line(line.toString()));
    return 0;
  }

  private static String why(Node row) {
    return row.get("reason").isNull() ? "" : Reasons.line(row.get("reason"));
  }
}
