package cuesta.allocator.drf;

import cuesta.api.AgentId;
import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Resource;
import cuesta.api.resources.Resources;

/**
 * What the allocator keeps of an agent.
 *
 * @param id the agent
 * @param total what counts for the cluster's total; nothing while nobody knows whether it is there
 * @param free what may be offered: revocable resources are left out, since nobody can say yet that
 *     it would take them
 * @param scalars the amounts of {@code free}
 * @param unreserved the part of them that is not reserved
 */
record AgentBook(AgentId id, long[] total, Resources free, long[] scalars, long[] unreserved) {
  static AgentBook of(AgentView agent, Scalars names) {
    Resources free = agent.free().filter(entry -> !entry.key().revocable());
    return new AgentBook(
        agent.id(),
        counts(agent) ? names.amounts(agent.total()) : names.none(),
        free,
        names.amounts(free),
        names.amounts(free.filter(AgentBook::isUnreserved)));
  }

  static boolean isUnreserved(Resource entry) {
    return entry.key().reservations().isEmpty();
  }

  private static boolean counts(AgentView agent) {
    return agent.state().equals(AgentView.ACTIVE) || agent.state().equals(AgentView.DISCONNECTED);
  }
}
