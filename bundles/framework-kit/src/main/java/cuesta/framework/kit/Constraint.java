package cuesta.framework.kit;

import cuesta.api.cluster.OfferView;

/** Where a task may run, besides where it fits. Pure. */
@FunctionalInterface
public interface Constraint {
  /** Anywhere. */
  Constraint NONE = offer -> true;

  /**
   * Whether an offer will do.
   *
   * @param offer an offer
   * @return true if its agent is acceptable
   */
  boolean admits(OfferView offer);
}
