package cuesta.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.core.message.ToAgent;
import cuesta.engine.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KillLogicTest {
  private static void end(Agent agent, ContainerId id, int status) {
    agent.on(new AgentEvent.Exited(id, status));
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
  }

  @Test
  void firstTermThenKillUntilTheEndIsReported() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    agent.kill("t", Duration.ofSeconds(3));
    assertEquals(new AgentEffect.Signal(id, Signals.TERM), agent.effect(AgentEffect.Signal.class));
    assertEquals(Duration.ofSeconds(3).toNanos(), agent.timer("kill:").delayNanos());
    agent.pass(Duration.ofSeconds(3)).on(new AgentEvent.KillDue(id));
    assertEquals(new AgentEffect.Signal(id, Signals.KILL), agent.effect(AgentEffect.Signal.class));
    assertEquals(Limits.KILL_REPEAT.toNanos(), agent.timer("kill:").delayNanos());
    end(agent, id, 137);
    agent.assertEnds(TaskState.KILLED, "");
    assertEquals(
        137, agent.changes(AgentChange.UpdateCreated.class).getFirst().update().exit().getAsInt());
    agent.on(new AgentEvent.KillDue(id));
    assertEquals(List.of(), agent.effects);
  }

  @Test
  void aLaterKillCanOnlyShorten() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    agent.kill("t", Duration.ofSeconds(60));
    agent.pass(Duration.ofSeconds(10)).kill("t", Duration.ofSeconds(55));
    assertEquals(List.of(), agent.effects, "that would be later");
    agent.kill("t", Duration.ofSeconds(5));
    assertEquals(Duration.ofSeconds(5).toNanos(), agent.timer("kill:").delayNanos());
    assertEquals(List.of(), agent.effects(AgentEffect.Signal.class), "TERM was sent already");
    agent.kill("t", Duration.ZERO);
    assertEquals(new AgentEffect.Signal(id, Signals.KILL), agent.effect(AgentEffect.Signal.class));
    agent.kill("t", Duration.ofSeconds(5));
    assertEquals(List.of(), agent.effects);
  }

  @Test
  void aKillOfAnUnknownTaskOrAfterTheEndDoesNothing() {
    Agent agent = Agent.registered();
    agent.kill("nobody", Duration.ZERO);
    assertEquals(1, agent.state.counts().unknownKills());
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    agent.on(new AgentEvent.Exited(id, 0));
    agent.kill("t", Duration.ZERO);
    assertEquals(List.of(), agent.effects);
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.FINISHED, "");
  }

  @Test
  void aLimitKillsAndIsTheReason() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    Reason limit = Reason.of(Reasons.MEMORY_LIMIT, "t", "used 64 MiB of 64");
    agent.on(new AgentEvent.LimitReached(id, limit));
    assertEquals(new AgentEffect.Signal(id, Signals.KILL), agent.effect(AgentEffect.Signal.class));
    agent.on(new AgentEvent.LimitReached(id, limit));
    assertEquals(List.of(), agent.effects);
    agent.restart().begin();
    agent.registration = 2;
    agent.register(2);
    end(agent, id, 137);
    agent.assertEnds(TaskState.FAILED, Reasons.MEMORY_LIMIT);
  }

  @Test
  void aLimitPassedWhileItIsBeingKilledOnlyMakesItFaster() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    agent.kill("t", Duration.ofSeconds(60));
    agent.on(new AgentEvent.LimitReached(id, Reason.of(Reasons.MEMORY_LIMIT, "t", "")));
    assertEquals(new AgentEffect.Signal(id, Signals.KILL), agent.effect(AgentEffect.Signal.class));
    end(agent, id, 137);
    agent.assertEnds(TaskState.KILLED, "");
  }

  @Test
  void aRestartBeginsTheKillAnew() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    agent.kill("t", Duration.ofSeconds(3));
    agent.restart().begin();
    assertEquals(new AgentEffect.Signal(id, Signals.TERM), agent.effect(AgentEffect.Signal.class));
    assertEquals(Duration.ofSeconds(3).toNanos(), agent.timer("kill:").delayNanos());
  }

  @Test
  void shutdownKillsAllOfAFrameworkInBatchesAndForgetsItsUpdates() {
    Agent agent = Agent.registered();
    for (int i = 0; i < Limits.BATCH + 3; i++) {
      agent.bring("t" + i, Phase.LAUNCHED);
    }
    agent.bring("requested", Phase.REQUESTED);
    agent.bring("over", Phase.CLEANED);
    agent.hears(new ToAgent.Shutdown(Agent.F));
    int killed =
        agent.effects(AgentEffect.Signal.class).size()
            + agent.effects(AgentEffect.Cleanup.class).size();
    assertEquals(Limits.BATCH, killed);
    assertTrue(agent.state.checkpoint().tasks().isEmpty());
    assertEquals(1, agent.state.ended().get(Agent.F).items().size());
    agent.on((AgentEvent) agent.effect(Effect.Again.class).event());
    killed +=
        agent.effects(AgentEffect.Signal.class).size()
            + agent.effects(AgentEffect.Cleanup.class).size();
    assertEquals(Limits.BATCH + 4, killed);
  }

  @Test
  void aRestartInTheMiddleOfAShutdownKillsTheRest() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    AgentChange forgotten = new AgentChange.FrameworkForgotten(Agent.F);
    agent.journal.add(forgotten);
    agent.state = agent.engine.replay(agent.state, forgotten);
    agent.restart().begin();
    assertEquals(new AgentEffect.Signal(id, Signals.KILL), agent.effect(AgentEffect.Signal.class));
  }

  @Test
  void aForgottenFrameworksTaskIdMayBeLaunchedAgainWhileTheOldOneDies() {
    Agent agent = Agent.registered();
    ContainerId old = agent.bring("t", Phase.LAUNCHED);
    agent.hears(new ToAgent.Shutdown(Agent.F));
    ContainerId next = agent.bring("t", Phase.LAUNCHED);
    assertEquals(2, agent.state.checkpoint().places().size());
    end(agent, old, 137);
    agent.on(new AgentEvent.Cleaned(old));
    assertEquals(next, agent.container("t").id());
  }
}
