package cuesta.cli.command;

import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds a task by its id. */
final class TaskLookup {
  private TaskLookup() {}

  /** An id in a path or query. */
  static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The live one, or the one that ended last. A leader knows only tasks that ended in its own term;
   * the run framework remembers its runs for longer.
   */
  static Node find(Session session, String id) throws Trouble {
    List<Node> tasks =
        session.client().get("/tasks?all=true&id=" + encoded(id)).json().items("tasks");
    if (!tasks.isEmpty()) {
      return tasks.getLast();
    }
    return Runs.find(session, id)
        .orElseThrow(
            () -> new Trouble("no task " + id + " is known; 'cuesta ps --all' lists them"));
  }
}
