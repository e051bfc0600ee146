package cuesta.api.allocator;

import java.util.List;

/**
 * What an allocator proposes. A record rather than a list, since more than grants will come.
 *
 * @param grants offers to make, in order
 */
public record Proposal(List<Grant> grants) {
  /** Nothing. */
  public static final Proposal NONE = new Proposal(List.of());

  /** Copies the list. */
  public Proposal {
    grants = List.copyOf(grants);
  }

  /**
   * A proposal of grants.
   *
   * @param grants offers to make
   * @return the proposal
   */
  public static Proposal of(List<Grant> grants) {
    return new Proposal(grants);
  }
}
