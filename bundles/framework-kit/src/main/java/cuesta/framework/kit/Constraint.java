package cuesta.framework.kit;

/**
 * Where a task may run, besides where it fits. Pure. Those that depend on where others run hold
 * these as a value; {@link Matching} tells them what it places, for wishes that share one
 * constraint object.
 */
@FunctionalInterface
public interface Constraint {
  /** Anywhere. */
  Constraint NONE = spot -> true;

  /**
   * Whether a spot will do.
   *
   * @param spot a spot
   * @return true if so
   */
  boolean admits(Spot spot);

  /**
   * How crowded a spot is: of the spots that will do, the least crowded are taken; among these the
   * best fit decides.
   *
   * @param spot a spot that will do
   * @return 0 if it does not matter
   */
  default int crowd(Spot spot) {
    return 0;
  }

  /**
   * One more of those that this is about runs somewhere.
   *
   * @param spot where
   * @return the constraint for the next one
   */
  default Constraint placed(Spot spot) {
    return this;
  }
}
