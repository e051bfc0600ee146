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
 * @param constraint where
 * @param <K> the framework's keys
 */
public record Wish<K>(K key, RoleId role, Resources amounts, int ports, Constraint constraint) {}
