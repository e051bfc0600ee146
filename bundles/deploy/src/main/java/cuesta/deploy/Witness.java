package cuesta.deploy;

import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.AgentView;
import cuesta.api.cluster.ClusterView;
import cuesta.api.cluster.OfferView;
import cuesta.api.cluster.TaskView;
import cuesta.api.front.Master;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts what ran before a swap and what became of it. It says only what a view can tell: a task
 * that ended well by itself was not disturbed; an offer that is not there any more may have been
 * used, and is not called lost.
 */
final class Witness {
  private record Task(FrameworkId framework, TaskId id) {
    static final Comparator<Task> ORDER =
        Comparator.comparing(Task::framework).thenComparing(Task::id);
  }

  /** What one leading master showed. */
  record Sight(Master master, TreeSet<Task> tasks, TreeSet<OfferId> offers) {}

  private final CopyOnWriteArrayList<Master> masters = new CopyOnWriteArrayList<>();

  void add(Master master) {
    masters.add(master);
  }

  void remove(Master master) {
    masters.remove(master);
  }

  /** Remembers what is there. Empty if no master of this process leads. */
  Optional<Sight> look() {
    for (Master master : masters) {
      if (master.leadership().leading()) {
        ClusterView view = master.view();
        return Optional.of(new Sight(master, tasks(view), offers(view)));
      }
    }
    return Optional.empty();
  }

  private static TreeSet<Task> tasks(ClusterView view) {
    TreeSet<Task> tasks = new TreeSet<>(Task.ORDER);
    for (AgentView agent : view.agents()) {
      for (TaskView task : agent.tasks()) {
        if (!task.state().isTerminal()) {
          tasks.add(new Task(task.framework(), task.id()));
        }
      }
    }
    return tasks;
  }

  private static TreeSet<OfferId> offers(ClusterView view) {
    TreeSet<OfferId> offers = new TreeSet<>();
    for (OfferView offer : view.offers()) {
      offers.add(offer.id());
    }
    return offers;
  }

  /** {@code 100 tasks running, 0 disturbed, 0 offers lost}. */
  static String compare(Sight before) {
    ClusterView now = before.master().view();
    TreeSet<Task> missing = new TreeSet<>(before.tasks());
    missing.removeAll(tasks(now));
    TreeMap<Task, TaskState> ends = new TreeMap<>(Task.ORDER);
    if (!missing.isEmpty()) {
      for (TaskView task : now.completedTasks()) {
        ends.put(new Task(task.framework(), task.id()), task.state());
      }
    }
    long itself = missing.stream().filter(task -> byItself(ends.get(task))).count();
    List<String> parts = new ArrayList<>();
    parts.add(count(before.tasks().size(), "task") + " running");
    if (itself > 0) {
      parts.add(itself + " ended by themselves meanwhile");
    }
    parts.add(missing.size() - itself + " disturbed");
    TreeSet<OfferId> closed = new TreeSet<>(before.offers());
    closed.removeAll(offers(now));
    parts.add(
        closed.isEmpty()
            ? "0 offers lost"
            : closed.size()
                + " of "
                + count(before.offers().size(), "offer")
                + " used, returned or withdrawn meanwhile");
    return String.join(", ", parts);
  }

  private static boolean byItself(TaskState end) {
    return end == TaskState.FINISHED || end == TaskState.FAILED || end == TaskState.KILLED;
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
