package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Resources;
import cuesta.engine.Effect;
import cuesta.engine.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Taking over and stepping down. Nothing of a leadership survives it in memory but the history of
 * events.
 */
final class Leading {
  private Leading() {}

  static void elected(Turn turn, MasterEvent.Elected event) {
    lost(turn, Reason.of(Reasons.NOT_LEADER, "", "a newer term begins"));
    Registry registry = Registry.EMPTY;
    for (RegistryChange change : event.stored()) {
      registry = registry.replay(change);
    }
    String masterId = turn.tick().uuid();
    turn.become(
        turn.state()
            .anew(new MasterState.Lead(event.term(), masterId, false, 0, 0, 0, 0), registry));
    turn.record(new RegistryChange.LeaderStarted(event.term(), masterId));
    recoverAgents(turn);
    recoverFrameworks(turn);
    turn.note("master.elected", masterId, "term " + event.term(), Optional.empty());
    turn.emit(new Effect.Again(new MasterEvent.Began(event.term())));
  }

  static void began(Turn turn, MasterEvent.Began event) {
    MasterState.Lead lead = turn.state().lead();
    if (lead.term() == event.term()) {
      turn.become(turn.state().with(lead.begin()));
      turn.emit(new MasterEffect.Announce(lead.term(), lead.masterId()));
      turn.wantAllocation();
    }
  }

  private static void recoverAgents(Turn turn) {
    Instant now = turn.tick().wall();
    for (Map.Entry<AgentId, Registry.Admitted> known : turn.state().registry().agents()) {
      boolean lost = known.getValue().unreachable().isPresent();
      AgentEntry agent =
          new AgentEntry(
              known.getKey(),
              known.getValue().info(),
              lost ? AgentView.UNREACHABLE : AgentView.RECOVERING,
              0,
              0,
              now,
              Resources.NONE,
              Resources.NONE,
              Table.empty());
      turn.become(With.agent(turn.state(), agent));
      if (!lost) {
        turn.armLiveness(
            "agent:" + agent.id(),
            patience(turn.config()),
            new MasterEvent.AgentTimedOut(agent.id(), 0));
      }
    }
  }

  /** Who came back in time for the former leader must not be late for its successor. */
  private static Duration patience(MasterConfig config) {
    return config.agentTimeout().compareTo(Limits.AGENT_REREGISTER_TIMEOUT) > 0
        ? config.agentTimeout()
        : Limits.AGENT_REREGISTER_TIMEOUT;
  }

  private static void recoverFrameworks(Turn turn) {
    Instant now = turn.tick().wall();
    for (Map.Entry<FrameworkId, Registry.Known> known : turn.state().registry().frameworks()) {
      FrameworkEntry framework = FrameworkEntry.of(known.getKey(), known.getValue(), now);
      turn.become(With.framework(turn.state(), framework));
      // Who was connected when the former leader died has its whole time from now on.
      Instant deadline =
          known.getValue().deadline().orElse(now.plus(Subscription.failoverTimeout(framework)));
      turn.arm(
          "failover:" + framework.id(),
          deadline.isAfter(now) ? Duration.between(now, deadline) : Duration.ZERO,
          new MasterEvent.FailoverTimedOut(framework.id()));
    }
  }

  static void lost(Turn turn, Reason why) {
    if (turn.state().lead().term() == 0) {
      return;
    }
    MasterState s = turn.state();
    turn.emit(
        new MasterEffect
            .Abandon()); // first, or the farewells would wait behind what is never durable
    for (Long stream : s.streams().keys()) {
      turn.emit(new MasterEffect.CloseStream(stream, why));
    }
    for (Long session : s.sessions().keys()) {
      turn.emit(new MasterEffect.SendFramework(session, new FrameworkEvent.Disconnected(why)));
    }
    turn.note("master.lost", s.lead().masterId(), "term " + s.lead().term(), Optional.of(why));
    dropEverybody(turn);
  }

  private static void dropEverybody(Turn turn) {
    MasterState s = turn.state();
    s.offerTable().keys().forEach(id -> turn.disarm("offer:" + id));
    s.agentTable().keys().forEach(id -> turn.disarm("agent:" + id));
    s.frameworkTable().keys().forEach(id -> turn.disarm("failover:" + id));
    s.frameworkTable().keys().forEach(id -> turn.disarm("refusals:" + id));
    turn.become(s.anew(MasterState.Lead.NONE, Registry.EMPTY));
  }
}
