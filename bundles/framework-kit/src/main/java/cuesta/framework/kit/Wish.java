package cuesta.framework.kit;

import cuesta.api.RoleId;
import cuesta.api.resources.Resources;

/**
 * What waits for an offer.
 *
 * @param key what the framework calls it
 * @param role for which role
 * @param amounts the scalars it takes
 * @param ports how many ports, whichever
 * @param turn which ports are tried first: counted from the lowest on offer, round and round. Who
 *     raises it with each start does not meet a port again that something else has taken, nor one
 *     at which somebody still looks for what has just ended there
 * @param constraint where
 * @param <K> the framework's keys
 */
public record Wish<K>(
    K key, RoleId role, Resources amounts, int ports, long turn, Constraint constraint) {

  /**
   * One to which the lowest ports are as good as any.
   *
   * @param key what the framework calls it
   * @param role for which role
   * @param amounts the scalars it takes
   * @param ports how many ports, whichever
   * @param constraint where
   */
  public Wish(K key, RoleId role, Resources amounts, int ports, Constraint constraint) {
    this(key, role, amounts, ports, 0, constraint);
  }
}
