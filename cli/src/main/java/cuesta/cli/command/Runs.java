package cuesta.cli.command;

import cuesta.cli.http.Trouble;
import cuesta.cli.json.Node;
import java.util.List;
import java.util.Optional;

/**
 * What the run framework knows: runs that are no task yet, and ended ones whose task a new leader
 * has never heard of. A cluster without that framework has none.
 */
final class Runs {
  /** As many as it keeps of those that have ended. */
  private static final int MOST = 1_000;

  private Runs() {}

  /** The latest, the oldest of them first. */
  static List<Node> all(Session session) throws Trouble {
    try {
      Node runs = session.client().get("/run?limit=" + MOST).json();
      return (runs.isObject() ? runs.items("runs") : runs.items()).reversed();
    } catch (Trouble.Missing e) {
      return List.of();
    }
  }

  /** The run of an id, or whose last task has that id. */
  static Optional<Node> find(Session session, String id) throws Trouble {
    // Attempts of a run are run-7, run-7.2 and so on.
    int dot = id.indexOf('.');
    String run = dot < 0 ? id : id.substring(0, dot);
    try {
      Node found = session.client().get("/run/" + TaskLookup.encoded(run)).json();
      return Optional.of(found).filter(node -> dot < 0 || node.text("task").equals(id));
    } catch (Trouble.Missing e) {
      return Optional.empty();
    }
  }

  static boolean waits(Node run) {
    return run.text("state").equals("WAITING");
  }

  static boolean ended(Node run) {
    return run.some("ended").isPresent();
  }
}
