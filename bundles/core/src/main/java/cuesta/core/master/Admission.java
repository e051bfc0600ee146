package cuesta.core.master;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.api.cluster.AgentView;
import cuesta.api.resources.Resources;
import cuesta.core.message.FromMaster;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import cuesta.core.message.TaskReport;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import cuesta.engine.Effect;
import cuesta.engine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Agents that register: new ones are admitted, known ones return with their tasks. Once an agent
 * has re-registered, nothing that it does not know of can still be launched on it (it closed the
 * older stream before it composed its report), so "gone" is a true answer.
 */
final class Admission {
  private Admission() {}

  static void register(Turn turn, long stream, ToMaster.Register message) {
    if (turn.state().streams().has(stream)) {
      return; // said twice on one stream
    }
    if (message.id().isPresent() && turn.state().registry().gone().has(message.id().get())) {
      refuse(turn, stream, message);
      return;
    }
    Optional<AgentEntry> namesake =
        message.id().isPresent() ? Optional.empty() : sameDoor(turn.state(), message);
    if (namesake.isPresent() && !namesake.get().table().isEmpty()) {
      // Somebody else's work directory behind the same door: what ran there cannot come back.
      AgentLoss.remove(
          turn,
          namesake.get(),
          Reason.of(
              Reasons.AGENT_GONE,
              namesake.get().id().value(),
              "a new agent registered from " + message.info().url()));
      namesake = Optional.empty();
    }
    AgentId id = message.id().or(() -> sameDoorId(turn, message)).orElseGet(() -> mint(turn));
    admit(turn, id, stream, message);
  }

  /**
   * Its frameworks were told that its tasks are gone, and may have started them again elsewhere:
   * what still runs there is killed, and the machine comes back under a new id.
   */
  private static void refuse(Turn turn, long stream, ToMaster.Register message) {
    String id = message.id().orElseThrow().value();
    Reason why =
        Reason.of(
            Reasons.AGENT_GONE,
            id,
            "the agent was removed and its tasks were reported as gone",
            "nothing needs to be done: what it runs is killed and it registers under a new id");
    turn.emit(
        new MasterEffect.SendAgent(
            stream,
            new FromMaster(
                turn.state().lead().term(), 0, new ToAgent.Refuse(message.nonce(), why, true))));
    turn.note("agent.refused", id, message.info().url(), Optional.of(why));
  }

  private static Optional<AgentId> sameDoorId(Turn turn, ToMaster.Register message) {
    return sameDoor(turn.state(), message).map(AgentEntry::id);
  }

  /**
   * An agent that never learnt its id registers again without one: it gets the same id, since
   * nothing can have run there.
   */
  private static Optional<AgentEntry> sameDoor(MasterState s, ToMaster.Register message) {
    for (AgentEntry agent : s.agents()) {
      if (agent.url().equals(message.info().url())) {
        return Optional.of(agent);
      }
    }
    return Optional.empty();
  }

  private static AgentId mint(Turn turn) {
    MasterState.Lead lead = turn.state().lead();
    turn.become(turn.state().with(lead.counted(0, 1, 0, 0)));
    return new AgentId(lead.masterId() + "-S" + lead.agents());
  }

  private static void admit(Turn turn, AgentId id, long stream, ToMaster.Register message) {
    AgentEntry before = turn.state().agentTable().get(id);
    boolean durablyKnown = before != null && isDurablyKnown(before);
    if (before != null) {
      AgentLoss.detach(turn, before, Reason.of(Reasons.AGENT_REREGISTERED, id.value(), ""));
    }
    MasterState.Lead lead = turn.state().lead().counted(0, 0, 0, 1);
    turn.become(turn.state().with(lead));
    enter(turn, id, stream, lead.registrations(), message);
    List<FrameworkId> frameworks = frameworks(message.tasks());
    List<TaskKey> doubles = doubles(turn, id, message.tasks());
    Registry.Admitted known = turn.state().registry().agents().get(id);
    boolean wasAway = known != null && known.unreachable().isPresent();
    returnTasks(turn, id, message.tasks(), wasAway);
    var durable =
        new MasterEvent.AgentAdmissionDurable(
            id, lead.registrations(), message.nonce(), frameworks, doubles);
    if (durablyKnown
        && known != null
        && known.unreachable().isEmpty()
        && known.info().equals(message.info())) {
      durable(turn, durable);
    } else {
      turn.record(new RegistryChange.AgentAdmitted(id, message.info()));
      turn.emit(new Effect.Again(durable));
    }
  }

  /**
   * Whether its admission is on the disk for certain. One that broke off while it was pending is
   * not: its admission is written again.
   */
  private static boolean isDurablyKnown(AgentEntry before) {
    return !before.state().equals(AgentView.PENDING);
  }

  private static List<FrameworkId> frameworks(List<TaskReport> reports) {
    return reports.stream().map(report -> report.launch().framework()).distinct().toList();
  }

  private static List<TaskKey> doubles(Turn turn, AgentId id, List<TaskReport> reports) {
    return reports.stream()
        .map(report -> report.launch().key())
        .filter(key -> turn.state().taskIndex().has(key))
        .filter(key -> !id.equals(turn.state().taskIndex().get(key)))
        .toList();
  }

  /** The agent's entry with its new stream, its old tasks still inside. */
  private static void enter(
      Turn turn, AgentId id, long stream, long registration, ToMaster.Register message) {
    AgentEntry before = turn.state().agentTable().get(id);
    AgentEntry agent =
        new AgentEntry(
            id,
            message.info(),
            AgentView.PENDING,
            stream,
            registration,
            turn.tick().wall(),
            before == null ? Resources.NONE : before.used(),
            Resources.NONE,
            before == null ? Table.empty() : before.table());
    turn.become(With.agent(turn.state(), agent));
    turn.become(With.streams(turn.state(), turn.state().streams().with(stream, id)));
    turn.disarm("agent:" + id);
  }

  private static void returnTasks(
      Turn turn, AgentId id, List<TaskReport> reports, boolean wasAway) {
    Table<TaskKey, TaskReport> reported = Table.empty();
    for (TaskReport report : reports) {
      reported = reported.with(report.launch().key(), report);
    }
    for (TaskEntry task : known(turn, id)) {
      if (!reported.has(task.key())) {
        lacking(turn, task);
      }
    }
    for (TaskReport report : reports) {
      TaskKey key = report.launch().key();
      if (turn.state().frameworkTable().has(key.framework())) {
        returned(turn, id, report, wasAway);
      }
    }
  }

  private static List<TaskEntry> known(Turn turn, AgentId id) {
    List<TaskEntry> tasks = new ArrayList<>();
    turn.state().agentTable().get(id).tasks().forEach(tasks::add);
    return tasks;
  }

  /** The agent is certain not to have it: it never arrived, or its end was acknowledged. */
  private static void lacking(Turn turn, TaskEntry task) {
    if (task.latest().isTerminal()) {
      turn.become(Ledger.complete(turn.state(), task));
      return;
    }
    Updating.masterSays(
        turn,
        task,
        task.status() == TaskState.STAGING ? TaskState.DROPPED : TaskState.GONE,
        Reason.of(
            Reasons.AGENT_LACKS_TASK,
            task.agent().value(),
            "the agent re-registered and knows nothing of the task"));
  }

  private static void returned(Turn turn, AgentId id, TaskReport report, boolean wasAway) {
    TaskKey key = report.launch().key();
    AgentId elsewhere = turn.state().taskIndex().get(key);
    if (elsewhere != null && !elsewhere.equals(id)) {
      return; // the id was taken by a newer task while this agent was away; the older one is killed
    }
    TaskEntry before = turn.state().agentTable().get(id).table().get(key);
    TaskEntry after = TaskEntry.reported(report, id, turn.tick().wall());
    if (before == null) {
      turn.become(Ledger.place(turn.state(), after));
    } else {
      turn.become(
          Ledger.change(turn.state(), before, before.updated(report.status(), report.latest())));
    }
    // Whichever leader gave it up: its frameworks heard UNREACHABLE of the task, or would have.
    if (wasAway && !report.latest().isTerminal()) {
      sayReturned(turn, turn.state().task(key).orElseThrow());
    }
  }

  private static void sayReturned(Turn turn, TaskEntry task) {
    StatusUpdate update =
        new StatusUpdate(
                Optional.empty(),
                task.id(),
                Optional.of(task.agent()),
                task.container(),
                task.status(),
                Optional.of(
                    Reason.of(
                        Reasons.AGENT_REREGISTERED, task.agent().value(), "its agent is back")),
                task.exit(),
                turn.tick().wall())
            .checked(task.healthy(), task.ready());
    Updating.forward(turn, task.framework(), update);
  }

  static void durable(Turn turn, MasterEvent.AgentAdmissionDurable event) {
    AgentEntry agent = turn.state().agentTable().get(event.agent());
    if (agent == null
        || agent.registration() != event.registration()
        || !agent.isConnected()
        || !agent.state().equals(AgentView.PENDING)) {
      return; // broken off meanwhile
    }
    agent = agent.withState(AgentView.ACTIVE);
    turn.become(With.agent(turn.state(), agent));
    turn.tell(agent, new ToAgent.Registered(event.nonce(), agent.id()));
    for (TaskEntry task : agent.tasks()) {
      if (task.kill().isPresent() && !task.latest().isTerminal()) {
        turn.tell(agent, new ToAgent.KillTask(task.framework(), task.id(), task.kill().get()));
      }
    }
    for (FrameworkId framework : event.frameworks()) {
      // Asked now: one that ended during the admission is a stranger too.
      if (!turn.state().frameworkTable().has(framework)) {
        turn.tell(agent, new ToAgent.Shutdown(framework));
      }
    }
    for (TaskKey twice : event.doubles()) {
      turn.tell(agent, new ToAgent.KillTask(twice.framework(), twice.task(), 0));
    }
    turn.note("agent.registered", agent.id().value(), agent.url(), Optional.empty());
    turn.wantAllocation();
  }
}
