package cuesta.api;

/**
 * A framework, minted by the master as {@code <masterId>-<nnnn>}; kept across its fail-overs.
 *
 * @param value the id as it is written everywhere; opaque to its readers
 */
public record FrameworkId(String value) implements Comparable<FrameworkId> {
  /** Checks the id as {@link Names#id} does. */
  public FrameworkId {
    Names.id("framework_id", value);
  }

  @Override
  public int compareTo(FrameworkId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
