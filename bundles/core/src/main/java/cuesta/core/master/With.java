package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.core.message.TaskKey;
import cuesta.engine.Ring;
import cuesta.engine.Table;
import java.time.Instant;

/** The state with one part replaced: what a language with record withers would give for free. */
final class With {
  private With() {}

  static MasterState moment(MasterState s, Instant now) {
    return new MasterState(
        s.version() + 1,
        now,
        s.lead(),
        s.registry(),
        s.agentTable(),
        s.frameworkTable(),
        s.offerTable(),
        s.taskIndex(),
        s.streams(),
        s.sessions(),
        s.ended(),
        s.allocation(),
        s.eventRing());
  }

  static MasterState lead(MasterState s, MasterState.Lead lead) {
    return new MasterState(
        s.version(),
        s.time(),
        lead,
        s.registry(),
        s.agentTable(),
        s.frameworkTable(),
        s.offerTable(),
        s.taskIndex(),
        s.streams(),
        s.sessions(),
        s.ended(),
        s.allocation(),
        s.eventRing());
  }

  static MasterState registry(MasterState s, Registry registry) {
    return new MasterState(
        s.version(),
        s.time(),
        s.lead(),
        registry,
        s.agentTable(),
        s.frameworkTable(),
        s.offerTable(),
        s.taskIndex(),
        s.streams(),
        s.sessions(),
        s.ended(),
        s.allocation(),
        s.eventRing());
  }

  static MasterState agents(MasterState s, Table<AgentId, AgentEntry> agents) {
    return new MasterState(
        s.version(),
        s.time(),
        s.lead(),
        s.registry(),
        agents,
        s.frameworkTable(),
        s.offerTable(),
        s.taskIndex(),
        s.streams(),
        s.sessions(),
        s.ended(),
        s.allocation(),
        s.eventRing());
  }

  static MasterState agent(MasterState s, AgentEntry agent) {
    return agents(s, s.agentTable().with(agent.id(), agent));
  }

  static MasterState frameworks(MasterState s, Table<FrameworkId, FrameworkEntry> frameworks) {
    return new MasterState(
        s.version(),
        s.time(),
        s.lead(),
        s.registry(),
        s.agentTable(),
        frameworks,
        s.offerTable(),
        s.taskIndex(),
        s.streams(),
        s.sessions(),
        s.ended(),
        s.allocation(),
        s.eventRing());
  }

  static MasterState framework(MasterState s, FrameworkEntry framework) {
    return frameworks(s, s.frameworkTable().with(framework.id(), framework));
  }

  static MasterState offers(MasterState s, Table<OfferId, OfferEntry> offers) {
    return new MasterState(
        s.version(),
        s.time(),
        s.lead(),
        s.registry(),
        s.agentTable(),
        s.frameworkTable(),
        offers,
        s.taskIndex(),
        s.streams(),
        s.sessions(),
        s.ended(),
        s.allocation(),
        s.eventRing());
  }

  static MasterState index(MasterState s, Table<TaskKey, AgentId> index) {
    return new MasterState(
        s.version(),
        s.time(),
        s.lead(),
        s.registry(),
        s.agentTable(),
        s.frameworkTable(),
        s.offerTable(),
        index,
        s.streams(),
        s.sessions(),
        s.ended(),
        s.allocation(),
        s.eventRing());
  }

  static MasterState streams(MasterState s, Table<Long, AgentId> streams) {
    return new MasterState(
        s.version(),
        s.time(),
        s.lead(),
        s.registry(),
        s.agentTable(),
        s.frameworkTable(),
        s.offerTable(),
        s.taskIndex(),
        streams,
        s.sessions(),
        s.ended(),
        s.allocation(),
        s.eventRing());
  }

  static MasterState sessions(MasterState s, Table<Long, FrameworkId> sessions) {
    return new MasterState(
        s.version(),
        s.time(),
        s.lead(),
        s.registry(),
        s.agentTable(),
        s.frameworkTable(),
        s.offerTable(),
        s.taskIndex(),
        s.streams(),
        sessions,
        s.ended(),
        s.allocation(),
        s.eventRing());
  }

  static MasterState ended(MasterState s, Ring<FrameworkEntry> ended) {
    return new MasterState(
        s.version(),
        s.time(),
        s.lead(),
        s.registry(),
        s.agentTable(),
        s.frameworkTable(),
        s.offerTable(),
        s.taskIndex(),
        s.streams(),
        s.sessions(),
        ended,
        s.allocation(),
        s.eventRing());
  }

  static MasterState allocation(MasterState s, MasterState.Allocation allocation) {
    return new MasterState(
        s.version(),
        s.time(),
        s.lead(),
        s.registry(),
        s.agentTable(),
        s.frameworkTable(),
        s.offerTable(),
        s.taskIndex(),
        s.streams(),
        s.sessions(),
        s.ended(),
        allocation,
        s.eventRing());
  }

  static MasterState events(MasterState s, Ring<EventEntry> events) {
    return new MasterState(
        s.version(),
        s.time(),
        s.lead(),
        s.registry(),
        s.agentTable(),
        s.frameworkTable(),
        s.offerTable(),
        s.taskIndex(),
        s.streams(),
        s.sessions(),
        s.ended(),
        s.allocation(),
        events);
  }
}
