package cuesta.testkit.guest;

import cuesta.api.TaskId;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which instances of applications really run, and which of them really take requests. */
final class WebTasks {
  private final TreeSet<TaskId> running = new TreeSet<>();
  private final TreeSet<TaskId> ready = new TreeSet<>();
  private final TreeSet<TaskId> everRan = new TreeSet<>();
  private final TreeSet<TaskId> everReady = new TreeSet<>();

  /** An application's name is what its tasks are called by, up to the first dot. */
  static String app(TaskId task) {
    return task.value().substring(0, task.value().indexOf('.'));
  }

  void begins(TaskId task) {
    running.add(task);
    everRan.add(task);
  }

  void ready(TaskId task, boolean isReady) {
    if (isReady) {
      ready.add(task);
      everReady.add(task);
    } else {
      ready.remove(task);
    }
  }

  void ends(TaskId task) {
    running.remove(task);
    ready.remove(task);
  }

  boolean hasRun(TaskId task) {
    return everRan.contains(task);
  }

  boolean wasReady(TaskId task) {
    return everReady.contains(task);
  }

  Set<TaskId> running(String app) {
    return of(running, app);
  }

  Set<TaskId> ready(String app) {
    return of(ready, app);
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  private static Set<TaskId> of(Set<TaskId> tasks, String app) {
    return tasks.stream()
        .filter(task -> app(task).equals(app))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
