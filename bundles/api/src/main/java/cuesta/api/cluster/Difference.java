package cuesta.api.cluster;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What differs between two views: added, changed or removed. Found in the time of the difference,
 * not of the cluster.
 */
@ProviderType
public interface Difference {
  /**
   * Agents that differ.
   *
   * @return sorted ids
   */
  List<AgentId> agents();

  /**
   * Frameworks that differ.
   *
   * @return sorted ids
   */
  List<FrameworkId> frameworks();

  /**
   * Roles that differ in weight or quota.
   *
   * @return sorted ids
   */
  List<RoleId> roles();
}
