package cuesta.framework.kit;

/**
 * A state of a framework that wants offers for all of its roles alike.
 *
 * @param <K> units of work that are launched
 * @param <S> the state itself
 */
public interface HungryState<K extends Comparable<K>, S> extends KitState<K, S> {
  /**
   * Whether offers are wanted.
   *
   * @return what the master knows
   */
  Appetite appetite();

  /**
   * The same with another appetite.
   *
   * @param next what the master then knows
   * @return the state
   */
  S with(Appetite next);
}
