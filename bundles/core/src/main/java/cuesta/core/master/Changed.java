package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.RoleId;
import cuesta.api.cluster.Difference;
import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two states of one leader.
 *
 * @param agents agents that differ
 * @param frameworks frameworks that differ
 * @param roles roles whose settings differ
 */
record Changed(List<AgentId> agents, List<FrameworkId> frameworks, List<RoleId> roles)
    implements Difference {

  static Changed between(MasterState older, MasterState newer) {
    List<AgentId> agents = new ArrayList<>();
    List<FrameworkId> frameworks = new ArrayList<>();
    List<RoleId> roles = new ArrayList<>();
    newer.agentTable().diff(older.agentTable(), (id, before, after) -> agents.add(id));
    newer.frameworkTable().diff(older.frameworkTable(), (id, before, after) -> frameworks.add(id));
    newer.registry().roles().diff(older.registry().roles(), (id, before, after) -> roles.add(id));
    return new Changed(List.copyOf(agents), List.copyOf(frameworks), List.copyOf(roles));
  }
}
