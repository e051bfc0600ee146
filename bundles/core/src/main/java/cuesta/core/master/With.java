package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.core.message.TaskKey;
import cuesta.engine.Ring;
import cuesta.engine.Table;

/** The state with one table replaced. */
final class With {
  private With() {}

  static MasterState agents(MasterState s, Table<AgentId, AgentEntry> agents) {
    return s.with(s.books().withAgents(agents));
  }

  static MasterState agent(MasterState s, AgentEntry agent) {
    return agents(s, s.agentTable().with(agent.id(), agent));
  }

  static MasterState frameworks(MasterState s, Table<FrameworkId, FrameworkEntry> frameworks) {
    return s.with(s.books().withFrameworks(frameworks));
  }

  static MasterState framework(MasterState s, FrameworkEntry framework) {
    return frameworks(s, s.frameworkTable().with(framework.id(), framework));
  }

  static MasterState offers(MasterState s, Table<OfferId, OfferEntry> offers) {
    return s.with(s.books().withOffers(offers));
  }

  static MasterState index(MasterState s, Table<TaskKey, AgentId> index) {
    return s.with(s.books().withIndex(index));
  }

  static MasterState streams(MasterState s, Table<Long, AgentId> streams) {
    return s.with(s.links().withStreams(streams));
  }

  static MasterState sessions(MasterState s, Table<Long, FrameworkId> sessions) {
    return s.with(s.links().withSessions(sessions));
  }

  static MasterState ended(MasterState s, Ring<FrameworkEntry> ended) {
    return s.with(s.past().withEnded(ended));
  }

  static MasterState events(MasterState s, Ring<EventEntry> events) {
    return s.with(s.past().withEvents(events));
  }
}
