package cuesta.api.allocator;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.resources.Resources;

/**
 * A proposed offer.
 *
 * @param framework to whom
 * @param role for which of its roles
 * @param agent of which agent
 * @param resources a part of what is free there
 * @param shared optimistic: several may name the same resources, the first accept wins and the
 *     losers are told
 */
public record Grant(
    FrameworkId framework, RoleId role, AgentId agent, Resources resources, boolean shared) {
  /**
   * A grant that nobody else gets.
   *
   * @param framework to whom
   * @param role for which role
   * @param agent of which agent
   * @param resources what
   * @return the grant
   */
  public static Grant exclusive(
      FrameworkId framework, RoleId role, AgentId agent, Resources resources) {
    return new Grant(framework, role, agent, resources, false);
  }
}
