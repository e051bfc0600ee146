package cuesta.api;

/**
 * An executor, chosen by its framework; a command task is run by an executor of the task's own id.
 *
 * @param value the id as it is written everywhere; opaque to its readers
 */
public record ExecutorId(String value) implements Comparable<ExecutorId> {
  /** Checks the id as {@link Names#id} does. */
  public ExecutorId {
    Names.id("executor_id", value);
  }

  @Override
  public int compareTo(ExecutorId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
