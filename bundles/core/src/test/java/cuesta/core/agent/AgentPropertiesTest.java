package cuesta.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.UpdateId;
import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import cuesta.core.message.FromMaster;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import cuesta.core.message.ToAgent;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.SplitMix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A world without manners: answers come late, twice, in any order or never, masters of any term say
 * anything, and the process dies between any two events. After faults stop, everything comes to an
 * end.
 */
class AgentPropertiesTest {
  private static final int STEPS = 300;

  private final List<AgentEvent> pending = new ArrayList<>();
  private final TreeSet<ContainerId> startedOnce = new TreeSet<>();
  private final TreeMap<TaskKey, TreeSet<String>> unacknowledged = new TreeMap<>();
  private final TreeSet<String> probing = new TreeSet<>();
  private TreeSet<ContainerId> launchedHere = new TreeSet<>();
  private TreeMap<ContainerId, Phase> phases = new TreeMap<>();
  private SplitMix chance;
  private Agent agent;
  private long streams;

  @Property(tries = 400)
  void nothingIsForgottenNothingStartsTwiceAndEverythingEnds(@ForAll long seed) {
    pending.clear();
    startedOnce.clear();
    unacknowledged.clear();
    launchedHere = new TreeSet<>();
    probing.clear();
    phases = new TreeMap<>();
    streams = 0;
    chance = new SplitMix(seed);
    agent = new Agent(Agent.config(false, "alice"), seed);
    for (int i = 0; i < STEPS; i++) {
      if (chance.chance(0.03)) {
        crash();
      } else {
        step(chance.chance(0.55) && !pending.isEmpty() ? answer() : surprise());
      }
    }
    settle();
  }

  private AgentEvent answer() {
    AgentEvent event = pending.remove(chance.below(pending.size()));
    if (chance.chance(0.1)) {
      pending.add(event);
    }
    return event;
  }

  private AgentEvent surprise() {
    ContainerId container = anyContainer();
    return switch (chance.below(12)) {
      case 0 -> new AgentEvent.StreamOpened(++streams);
      case 1 -> new AgentEvent.StreamBroken(chance.below((int) streams + 1));
      case 2 -> new AgentEvent.SlotsReady(chance.chance(0.8), Optional.empty());
      case 3 -> new AgentEvent.Exited(container, chance.below(140) - 1);
      case 4 -> new AgentEvent.LimitReached(container, Reason.of(Reasons.MEMORY_LIMIT, "", ""));
      case 5, 6 -> registered();
      default -> said(body());
    };
  }

  private AgentEvent registered() {
    if (agent.state.link().isRegistered() || agent.state.link().stream() == 0) {
      return new AgentEvent.StreamOpened(++streams);
    }
    agent.term += chance.below(2);
    agent.registration++;
    return said(new ToAgent.Registered(agent.nonce(), Agent.ID));
  }

  private AgentEvent said(ToAgent body) {
    long term = agent.term - (chance.chance(0.1) ? 1 : 0);
    long registration = agent.registration - (chance.chance(0.1) ? 1 : 0);
    long stream = agent.state.link().stream() - (chance.chance(0.1) ? 1 : 0);
    return new AgentEvent.MasterSaid(stream, new FromMaster(term, registration, body));
  }

  private ToAgent body() {
    TaskId task = new TaskId("t" + chance.below(6));
    return switch (chance.below(10)) {
      case 0 -> new ToAgent.Shutdown(Agent.F);
      case 1 ->
          new ToAgent.Refuse(
              agent.nonce(), Reason.of(Reasons.AGENT_GONE, "", ""), chance.chance(0.2));
      case 2, 3 -> new ToAgent.KillTask(Agent.F, task, chance.below(3) * 1000L);
      case 4, 5, 6 -> acknowledge(task);
      default -> new ToAgent.LaunchTask(launch(task.value()));
    };
  }

  private static Launch launch(String task) {
    Check check =
        new Check(
            Probe.http(0, "/"),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            2);
    return switch (task) {
      case "t3" -> Agent.launch(task, Optional.of(check), Optional.empty());
      case "t4" -> Agent.launch(task, Optional.empty(), Optional.of(check));
      case "t5" -> Agent.launch(task, Optional.of(check), Optional.of(check));
      default -> Agent.launch(task);
    };
  }

  private ToAgent acknowledge(TaskId task) {
    TaskEntry entry = agent.state.checkpoint().task(new TaskKey(Agent.F, task));
    UpdateId id =
        entry == null
            ? new UpdateId("none")
            : entry.oldest().flatMap(StatusUpdate::id).orElse(new UpdateId("none"));
    return new ToAgent.Acknowledge(Agent.F, task, id);
  }

  private ContainerId anyContainer() {
    List<ContainerEntry> all = agent.state.checkpoint().containers();
    return all.isEmpty() ? new ContainerId("none") : all.get(chance.below(all.size())).id();
  }

  private void crash() {
    agent.restart();
    pending.clear();
    probing.clear();
    launchedHere = new TreeSet<>();
    for (ContainerEntry container : agent.state.checkpoint().containers()) {
      if (container.phase() == Phase.LAUNCHED && chance.chance(0.3)) {
        pending.add(new AgentEvent.Exited(container.id(), chance.below(3)));
      }
    }
    if (chance.chance(0.7)) {
      pending.add(new AgentEvent.SlotsReady(true, Optional.empty()));
    }
  }

  private void step(AgentEvent event) {
    if (event instanceof AgentEvent.Probed answer) {
      probing.remove("check:" + answer.kind() + ":" + answer.container());
    }
    agent.pass(Duration.ofMillis(chance.below(2_000))).on(event);
    agent.changes.forEach(this::written);
    agent.effects.forEach(this::leaves);
    phasesOnlyGrow();
    Checkpoint checkpoint = agent.state.checkpoint();
    Checkpoint retold = Checkpoint.EMPTY;
    for (AgentChange change : checkpoint.snapshot()) {
      retold = retold.replay(change);
    }
    assertEquals(checkpoint, retold, "a snapshot tells all");
    for (Map.Entry<TaskKey, TreeSet<String>> owed : unacknowledged.entrySet()) {
      TreeSet<String> kept = new TreeSet<>();
      TaskEntry task = checkpoint.task(owed.getKey());
      if (task != null) {
        task.waiting().forEach(update -> kept.add(update.id().orElseThrow().value()));
      }
      assertEquals(owed.getValue(), kept, "updates of " + owed.getKey());
    }
  }

  private void written(Change change) {
    switch ((AgentChange) change) {
      case AgentChange.UpdateCreated c ->
          unacknowledged
              .computeIfAbsent(
                  new TaskKey(c.framework(), c.update().task()), key -> new TreeSet<>())
              .add(c.update().id().orElseThrow().value());
      case AgentChange.UpdateAcknowledged c -> {
        TreeSet<String> owed = unacknowledged.get(new TaskKey(c.framework(), c.task()));
        assertTrue(owed.remove(c.update().value()), "acknowledged what was never said");
      }
      case AgentChange.FrameworkForgotten c -> forget(c.framework());
      case AgentChange.ContainerLaunched c ->
          assertTrue(startedOnce.add(c.container()), "started twice: " + c.container());
      default -> {
        // Looked at through the checkpoint.
      }
    }
  }

  private void forget(FrameworkId framework) {
    unacknowledged.keySet().removeIf(key -> key.framework().equals(framework));
  }

  private void leaves(Effect effect) {
    switch (effect) {
      case AgentEffect.Prepare e -> {
        ContainerId id = e.container();
        pending.add(
            chance.chance(0.85)
                ? new AgentEvent.Prepared(id, Agent.RECORDS)
                : new AgentEvent.PrepareFailed(id, Reason.of(Reasons.PLUGIN_FAILED, "", "")));
      }
      case AgentEffect.LaunchContainer e -> {
        ContainerId id = e.container();
        assertTrue(launchedHere.add(id), "one process launches a container once");
        assertEquals(Phase.PREPARED, agent.state.checkpoint().container(id).phase());
        pending.add(
            chance.chance(0.85)
                ? new AgentEvent.Launched(id, Agent.LAUNCHED)
                : new AgentEvent.LaunchFailed(id, Reason.of(Reasons.PLUGIN_LATE, "", "")));
      }
      case AgentEffect.Signal e -> {
        if (e.signal() == Signals.KILL || chance.chance(0.5)) {
          pending.add(new AgentEvent.Exited(e.container(), 128 + e.signal()));
        }
      }
      case AgentEffect.Probe e -> {
        assertTrue(probing.add(e.recipient()), "tries of a check do not overlap");
        AgentEvent.Outcome outcome = AgentEvent.Outcome.values()[chance.below(3)];
        pending.add(
            new AgentEvent.Probed(e.container(), e.kind(), e.attempt(), outcome, "by chance"));
      }
      case AgentEffect.Diagnose e ->
          pending.add(new AgentEvent.Diagnosed(e.container(), Optional.empty()));
      case AgentEffect.Cleanup e ->
          pending.add(
              chance.chance(0.8)
                  ? new AgentEvent.Cleaned(e.container())
                  : new AgentEvent.CleanupFailed(
                      e.container(), Reason.of(Reasons.PLUGIN_FAILED, "", "")));
      case Effect.Arm e -> pending.add((AgentEvent) e.event());
      case Effect.Again e -> pending.add((AgentEvent) e.event());
      case AgentEffect.Send e -> assertEquals(agent.state.link().stream(), e.stream());
      default -> {
        // A closed stream, a timer that may fire nevertheless.
      }
    }
  }

  private void phasesOnlyGrow() {
    TreeMap<ContainerId, Phase> now = new TreeMap<>();
    for (ContainerEntry container : agent.state.checkpoint().containers()) {
      now.put(container.id(), container.phase());
      Phase before = phases.getOrDefault(container.id(), Phase.REQUESTED);
      assertTrue(before.compareTo(container.phase()) <= 0, "a container went back");
    }
    phases = now;
  }

  /** No more faults: the master kills all and acknowledges all, and the agent ends up empty. */
  private void settle() {
    crash();
    step(new AgentEvent.SlotsReady(true, Optional.empty()));
    step(new AgentEvent.StreamOpened(++streams));
    agent.term++;
    agent.registration++;
    step(
        new AgentEvent.MasterSaid(
            streams, agent.from(new ToAgent.Registered(agent.nonce(), Agent.ID))));
    for (int round = 0; !agent.state.checkpoint().places().isEmpty(); round++) {
      assertTrue(round < 2_000, () -> "never ends: " + agent.state.checkpoint());
      for (TaskKey task : keys()) {
        step(present(new ToAgent.KillTask(task.framework(), task.task(), 0)));
        step(present(acknowledge(task.task())));
      }
      if (!pending.isEmpty()) {
        step(pending.removeFirst());
      }
    }
    assertTrue(agent.state.live().isEmpty());
  }

  private List<TaskKey> keys() {
    List<TaskKey> keys = new ArrayList<>();
    agent.state.checkpoint().tasks().keys().forEach(keys::add);
    return keys;
  }

  private AgentEvent present(ToAgent body) {
    return new AgentEvent.MasterSaid(streams, agent.from(body));
  }
}
