package cuesta.api;

/**
 * One status update, chosen by the agent that made it; what a framework acknowledges.
 *
 * @param value the id as it is written everywhere; opaque to its readers
 */
public record UpdateId(String value) implements Comparable<UpdateId> {
  /** Checks the id as {@link Names#id} does. */
  public UpdateId {
    Names.id("update_id", value);
  }

  @Override
  public int compareTo(UpdateId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
