package cuesta.testkit.guest;

import cuesta.api.TaskId;
import cuesta.api.TaskState;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** What really became of a guest's tasks, beside what the guest wrote down of them. */
final class Truth {
  private final Map<TaskId, String> intended = new TreeMap<>();
  private final Map<String, TaskId> running = new TreeMap<>();
  private final Map<TaskId, OptionalInt> ends = new TreeMap<>();
  private final TreeSet<TaskId> lost = new TreeSet<>();

  /** Its launch is intended, durably; {@code unit} names the work that it is to do. */
  void intends(String unit, TaskId task) {
    String other = intended.put(task, unit);
    Violation.unless(other == null || other.equals(unit), "%s is of %s and %s", task, other, unit);
  }

  void launches(TaskId task) {
    Violation.unless(
        intended.containsKey(task), "%s was launched before its intent was durable", task);
  }

  /** How many launches were intended. */
  int intended() {
    return intended.size();
  }

  /** It runs. No unit's tasks run two at a time. */
  void started(TaskId task) {
    String unit = intended.get(task);
    Violation.unless(unit != null, "%s runs, and nobody intended it", task);
    TaskId other = running.put(unit, task);
    Violation.unless(other == null, "%s and %s run at a time", other, task);
  }

  void ended(TaskId task, OptionalInt exit) {
    running.remove(intended.get(task), task);
    ends.put(task, exit);
  }

  /** Its machine went down before all was done about its end. */
  void lost(TaskId task) {
    lost.add(task);
  }

  /** Whether it did what it should, and everybody may know. */
  boolean hasSucceeded(TaskId task) {
    return end(task).equals(OptionalInt.of(0)) && !lost.contains(task);
  }

  /** Whether it did what it should, whoever knows. */
  boolean endedWell(TaskId task) {
    return end(task).equals(OptionalInt.of(0));
  }

  private OptionalInt end(TaskId task) {
    return ends.getOrDefault(task, OptionalInt.empty());
  }

  /** Checks what is said of an end; {@code killable} says whether somebody wished it killed. */
  void judge(TaskId task, TaskState state, OptionalInt exit, boolean killable) {
    OptionalInt truth = end(task);
    boolean unknown = exit.equals(OptionalInt.of(-1)) && (truth.isEmpty() || lost.contains(task));
    boolean isTrue =
        switch (state) {
          case FINISHED -> truth.equals(OptionalInt.of(0)) && exit.equals(truth);
          case FAILED -> exit.equals(truth) || !ends.containsKey(task);
          case KILLED -> killable && (exit.isEmpty() || exit.equals(truth) || unknown);
          default -> unknown;
        };
    Violation.unless(isTrue, "%s ended as %s %s, in truth %s", task, state, exit, truth);
  }
}
