package cuesta.cli.command;

import cuesta.cli.args.Args;
import cuesta.cli.args.Option;
import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import cuesta.cli.text.Ages;
import cuesta.cli.text.Reasons;
import cuesta.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Shows tasks, and runs that wait to become one. */
final class PsCommand implements Command {
  @Override
  public String name() {
    return "ps";
  }

  @Override
  public String summary() {
    return "lists live tasks and waiting runs; with --all also ended ones";
  }

  @Override
  public List<Option> options() {
    return List.of(Option.flag("also tasks and runs that have ended", "-a", "--all"));
  }

  @Override
  public int run(Args args, Session session) throws Trouble {
    boolean all = args.flag("--all");
    Node tasks = session.client().get("/tasks" + (all ? "?all=true" : "")).json();
    List<Node> runs = Runs.all(session);
    List<Node> waiting = runs.stream().filter(Runs::waits).toList();
    List<Node> ended = all ? forgotten(tasks, runs) : List.of();
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
            if (all) {
              out.writeFieldName("ended");
              new Node(ended).write(out);
            }
            out.writeEndObject();
          });
      return 0;
    }
    session.table(table(tasks, waiting, ended));
    return 0;
  }

  private static Table table(Node tasks, List<Node> waiting, List<Node> ended) {
    String now = tasks.text("time");
    Table table =
        new Table(
            "TASK", "NAME", "STATE", "EXIT", "FRAMEWORK", "AGENT", "CPUS", "MEM", "AGE", "WHY");
    ended.forEach(run -> run(table, run, now));
    for (Node task : tasks.items("tasks")) {
      Node resources = task.get("resources");
      table.row(
          task.text("id"),
          task.text("name"),
          state(task),
          task.text("exit"),
          task.some("framework_name").orElse(task.text("framework")),
          task.text("agent"),
          resources.text("cpus"),
          resources.text("mem"),
          Ages.between(task.text("accepted"), now),
          task.get("reason").isNull() ? "" : Reasons.line(task.get("reason")));
    }
    waiting.forEach(run -> run(table, run, now));
    return table;
  }

  /** With what its checks say, if that is not what one hopes for. */
  private static String state(Node task) {
    String state = task.text("state");
    if (!state.equals("RUNNING")) {
      return state;
    }
    if (saysNo(task, "healthy")) {
      return state + " (unhealthy)";
    }
    return saysNo(task, "ready") ? state + " (not ready)" : state;
  }

  private static boolean saysNo(Node task, String check) {
    return !task.get(check).isNull() && !task.flag(check);
  }

  private static void run(Table table, Node run, String now) {
    List<Node> reasons = new ArrayList<>(run.items("waiting"));
    Optional.of(run.get("reason")).filter(Node::isObject).ifPresent(reasons::add);
    table.row(
        Runs.waits(run) ? run.text("id") : run.text("task"),
        run.text("name"),
        run.text("state"),
        run.text("exit"),
        "run",
        run.text("agent"),
        run.text("cpus"),
        run.text("mem"),
        Ages.between(run.text("created"), now),
        String.join("; ", reasons.stream().map(Reasons::line).toList()));
  }

  /** Runs that ended under a former leader: this one has never heard of their tasks. */
  private static List<Node> forgotten(Node tasks, List<Node> runs) {
    Set<String> known = new TreeSet<>();
    tasks.items("tasks").forEach(task -> known.add(task.text("id")));
    return runs.stream()
        .filter(run -> Runs.ended(run) && !known.contains(run.text("task")))
        .toList();
  }
}
