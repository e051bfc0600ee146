package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.args.Option;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.text.Ages;
import cuesta.cli.text.Reasons;
import cuesta.cli.text.Table;
import java.util.List;

/** Shows tasks, and runs that wait to become one. */
final class PsCommand implements Command {
  /** As many as the run framework keeps. */
  private static final int RUNS = 1_000;

  @Override
  public String name() {
    return "ps";
  }

  @Override
  public String summary() {
    return "lists live tasks and waiting runs; with --all also ended tasks";
  }

  @Override
  public List<Option> options() {
    return List.of(Option.flag("also tasks that have ended", "-a", "--all"));
  }

  @Override
  public int run(Args args, Session session) throws Trouble {
    boolean all = args.flag("--all");
    Node tasks = session.client().get("/tasks" + (all ? "?all=true" : "")).json();
    List<Node> waiting = waiting(session);
    if (session.json()) {
      session.json(
          out -> {
            out.writeStartObject();
            for (var member : tasks.members().entrySet()) {
              out.writeFieldName(member.getKey());
              member.getValue().write(out);
            }
            out.writeFieldName("waiting");
            new Node(waiting).write(out);
            out.writeEndObject();
          });
      return 0;
    }
    session.table(table(tasks, waiting));
    return 0;
  }

  private static Table table(Node tasks, List<Node> waiting) {
    String now = tasks.text("time");
    Table table =
        new Table(
            "TASK", "NAME", "STATE", "EXIT", "FRAMEWORK", "AGENT", "CPUS", "MEM", "AGE", "WHY");
    for (Node task : tasks.items("tasks")) {
      Node resources = task.get("resources");
      table.row(
          task.text("id"),
          task.text("name"),
          task.text("state"),
          task.text("exit"),
          task.some("framework_name").orElse(task.text("framework")),
          task.text("agent"),
          resources.text("cpus"),
          resources.text("mem"),
          Ages.between(task.text("accepted"), now),
          task.get("reason").isNull() ? "" : Reasons.line(task.get("reason")));
    }
    for (Node run : waiting) {
      List<String> why = run.items("waiting").stream().map(Reasons::line).toList();
      table.row(
          run.text("id"),
          run.text("name"),
          run.text("state"),
          "",
          "run",
          "",
          run.text("cpus"),
          run.text("mem"),
          Ages.between(run.text("created"), now),
          String.join("; ", why));
    }
    return table;
  }

  /** The master does not know them yet. A cluster without the run framework has none. */
  private static List<Node> waiting(Session session) throws Trouble {
    try {
      Node runs = session.client().get("/run?limit=" + RUNS).json();
      List<Node> list = runs.isObject() ? runs.items("runs") : runs.items();
      return list.stream().filter(run -> run.text("state").equals("WAITING")).toList().reversed();
    } catch (Trouble.Missing e) {
      return List.of();
    }
  }
}
