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
 * @param turn which ports: those after so many others of the offer, round and round. Whoever counts
 *     on gets other ports than the one before, so that a port that somebody outside of the cluster
 *     holds hurts once, and words about a task that ended do not reach the next one
 * @param constraint where
 * @param <K> the framework's keys
 */
public record Wish<K>(
    K key, RoleId role, Resources amounts, int ports, long turn, Constraint constraint) {
  /**
   * A wish for the first ports that there are.
   *
   * @param key what the framework calls it
   * @param role for which role
   * @param amounts the scalars it takes
   * @param ports how many ports
   * @param constraint where
   */
  public Wish(K key, RoleId role, Resources amounts, int ports, Constraint constraint) {
    this(key, role, amounts, ports, 0, constraint);
  }
}
