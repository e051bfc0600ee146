package cuesta.api;

/**
 * A task, chosen by its framework; live at most once at a time within it.
 *
 * @param value the id as it is written everywhere; opaque to its readers
 */
public record TaskId(String value) implements Comparable<TaskId> {
  /** Checks the id as {@link Names#id} does. */
  public TaskId {
    Names.id("task_id", value);
  }

  @Override
  public int compareTo(TaskId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
