package cuesta.api;

/**
 * One run of an executor. A nested container is written {@code parent.child}, as Mesos does.
 *
 * @param value the id; a UUID, or UUIDs joined by dots
 */
public record ContainerId(String value) implements Comparable<ContainerId> {
  /** Checks the id as {@link Names#id} does. */
  public ContainerId {
    Names.id("container_id", value);
  }

  @Override
  public int compareTo(ContainerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
