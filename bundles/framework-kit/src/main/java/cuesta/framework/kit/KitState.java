package cuesta.framework.kit;

/**
 * What the kit needs of an engine's state.
 *
 * @param <K> units of work that are launched
 * @param <S> the state itself
 */
public interface KitState<K extends Comparable<K>, S> {
  /**
   * What waits for an agent or is on one.
   *
   * @return the launches
   */
  Launches<K> launches();

  /**
   * The same with other launches.
   *
   * @param next the launches
   * @return the state
   */
  S with(Launches<K> next);
}
