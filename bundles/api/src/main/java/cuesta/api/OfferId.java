package cuesta.api;

/**
 * An offer or an inverse offer, minted as {@code <masterId>-O<n>}. The master id is new in each
 * term, so an offer never outlives its leader.
 *
 * @param value the id as it is written everywhere; opaque to its readers
 */
public record OfferId(String value) implements Comparable<OfferId> {
  /** Checks the id as {@link Names#id} does. */
  public OfferId {
    Names.id("offer_id", value);
  }

  @Override
  public int compareTo(OfferId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
