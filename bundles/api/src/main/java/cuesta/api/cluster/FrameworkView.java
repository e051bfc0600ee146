package cuesta.api.cluster;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.RoleId;
import cuesta.api.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A framework as the master knows it. */
@ProviderType
public interface FrameworkView {
  /**
   * The framework.
   *
   * @return its id
   */
  FrameworkId id();

  /**
   * For people; for in-process frameworks also how their id is found again.
   *
   * @return the name
   */
  String name();

  /**
   * On whose behalf.
   *
   * @return the principal
   */
  Principal principal();

  /**
   * Its roles.
   *
   * @return at least one, sorted
   */
  List<RoleId> roles();

  /**
   * Whether it has a session.
   *
   * @return true if subscribed
   */
  boolean connected();

  /**
   * Whether it wants no offers now.
   *
   * @param role one of its roles
   * @return true if suppressed
   */
  boolean suppressed(RoleId role);

  /**
   * Whether it declined these resources, or more, of this agent a short while ago.
   *
   * @param role the role
   * @param agent the agent
   * @param resources what would be offered
   * @return true if an offer would be refused
   */
  boolean filters(RoleId role, AgentId agent, Resources resources);

  /**
   * What one task of it would need, as it said.
   *
   * @return wishes; empty if it never said
   */
  List<Resources> demand();

  /**
   * What its tasks hold.
   *
   * @return the sum of scalars over all agents
   */
  Resources used();

  /**
   * What it is offered exclusively.
   *
   * @return the sum of scalars over all agents
   */
  Resources offered();

  /**
   * What its tasks of one role hold.
   *
   * @param role one of its roles
   * @return the sum of scalars over all agents
   */
  Resources used(RoleId role);

  /**
   * What it is offered exclusively for one role.
   *
   * @param role one of its roles
   * @return the sum of scalars over all agents
   */
  Resources offered(RoleId role);

  /**
   * How long it may stay away.
   *
   * @return its fail-over timeout
   */
  Duration failoverTimeout();

  /**
   * When it subscribed last.
   *
   * @return wall-clock time
   */
  Instant subscribed();

  /**
   * Live tasks.
   *
   * @return how many
   */
  int tasks();
}
