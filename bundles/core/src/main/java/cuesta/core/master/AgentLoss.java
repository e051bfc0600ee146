package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.api.cluster.AgentView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agents that break off, stay away and are given up. */
final class AgentLoss {
  private AgentLoss() {}

  static void streamBroken(Turn turn, long stream) {
    AgentId id = turn.state().streams().get(stream);
    if (id == null) {
      return;
    }
    AgentEntry agent = turn.state().agentTable().get(id);
    Reason why =
        Reason.of(
            Reasons.AGENT_DISCONNECTED,
            id.value(),
            "its stream broke",
            "it has " + shown(turn.config().agentTimeout()) + " to come back");
    detach(turn, agent, why);
    turn.note("agent.disconnected", id.value(), agent.url(), Optional.of(why));
    turn.armLiveness(
        "agent:" + id,
        turn.config().agentTimeout(),
        new MasterEvent.AgentTimedOut(id, agent.registration()));
  }

  private static String shown(Duration time) {
    return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  /** Takes an agent's stream and offers away; its tasks stay on the books. */
  static void detach(Turn turn, AgentEntry agent, Reason why) {
    for (OfferEntry offer : Ledger.offersOf(turn.state(), agent)) {
      Offering.rescind(turn, offer, why);
    }
    if (agent.isConnected()) {
      turn.emit(new MasterEffect.CloseStream(agent.stream(), why));
      turn.become(With.streams(turn.state(), turn.state().streams().without(agent.stream())));
    }
    AgentEntry now = turn.state().agentTable().get(agent.id());
    turn.become(
        With.agent(
            turn.state(), now.disconnected(now.isActive() ? AgentView.DISCONNECTED : now.state())));
  }

  static void timedOut(Turn turn, MasterEvent.AgentTimedOut event) {
    AgentEntry agent = turn.state().agentTable().get(event.agent());
    if (agent == null
        || agent.registration() != event.registration()
        || agent.isConnected()
        || agent.state().equals(AgentView.UNREACHABLE)) {
      return;
    }
    Instant now = turn.tick().wall();
    Reason why =
        Reason.of(Reasons.AGENT_UNREACHABLE, agent.id().value(), "it did not come back in time");
    turn.record(new RegistryChange.AgentUnreachable(agent.id(), now));
    for (TaskEntry task : tasks(agent)) {
      if (task.latest().isTerminal()) {
        continue; // its end was seen; only the acknowledgement is missing
      }
      Updating.masterSays(turn, task, TaskState.UNREACHABLE, why);
    }
    AgentEntry left = turn.state().agentTable().get(agent.id());
    turn.become(With.agent(turn.state(), left.withState(AgentView.UNREACHABLE)));
    tellFrameworks(turn, agent.id(), why);
    turn.note("agent.unreachable", agent.id().value(), agent.url(), Optional.of(why));
    removeOldest(turn);
  }

  private static List<TaskEntry> tasks(AgentEntry agent) {
    List<TaskEntry> tasks = new ArrayList<>();
    agent.tasks().forEach(tasks::add);
    return tasks;
  }

  private static void tellFrameworks(Turn turn, AgentId agent, Reason why) {
    for (FrameworkEntry framework : turn.state().frameworks()) {
      turn.tell(framework, new FrameworkEvent.AgentLost(agent, why));
    }
  }

  /**
   * Unreachable agents are a ring: beyond its size the one that was given up first is removed for
   * good.
   */
  private static void removeOldest(Turn turn) {
    int count = 0;
    Instant oldestSince = Instant.MAX;
    AgentId oldest = null;
    for (Map.Entry<AgentId, Registry.Admitted> known : turn.state().registry().agents()) {
      Optional<Instant> since = known.getValue().unreachable();
      if (since.isPresent()) {
        count++;
        if (since.get().isBefore(oldestSince)) {
          oldestSince = since.get();
          oldest = known.getKey();
        }
      }
    }
    if (count > Limits.UNREACHABLE_AGENTS) {
      remove(
          turn,
          turn.state().agentTable().get(oldest),
          Reason.of(
              Reasons.AGENT_GONE, oldest.value(), "given up after more than a thousand others"));
    }
  }

  /** The agent will not come back: its tasks are gone, and its id with it. */
  static void remove(Turn turn, AgentEntry agent, Reason why) {
    detach(turn, agent, why);
    for (TaskEntry task : tasks(agent)) {
      if (task.latest().isTerminal()) {
        // Its framework may not have heard of the end, and the agent will not repeat it.
        Updating.forward(turn, task.framework(), Updating.lastWord(turn, task));
        turn.become(Ledger.complete(turn.state(), task));
      } else {
        Updating.masterSays(turn, task, TaskState.GONE, why);
      }
    }
    turn.become(Ledger.removeAgent(turn.state(), turn.state().agentTable().get(agent.id())));
    turn.disarm("agent:" + agent.id());
    turn.record(new RegistryChange.AgentRemoved(agent.id(), turn.tick().wall()));
    tellFrameworks(turn, agent.id(), why);
    turn.note("agent.removed", agent.id().value(), agent.url(), Optional.of(why));
  }
}
