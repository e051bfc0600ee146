package cuesta.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import cuesta.engine.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateLogicTest {
  @Test
  void repeatedWithDoublingPausesUpToTenMinutes() {
    Agent agent = Agent.registered();
    agent.bring("t", Phase.LAUNCHED);
    StatusUpdate running = agent.update();
    long[] pauses = new long[9];
    for (int i = 0; i < pauses.length; i++) {
      Effect.Arm timer = agent.timer("update:");
      pauses[i] = timer.delayNanos() / 1_000_000_000;
      agent.on((AgentEvent) timer.event());
      assertEquals(running, agent.update());
    }
    assertEquals(10, pauses[0]);
    assertEquals(20, pauses[1]);
    assertEquals(600, pauses[8]);
  }

  @Test
  void onlyTheOldestIsSaidTogetherWithTheNewestState() {
    Agent agent = Agent.registered();
    agent.bring("t", Phase.EXITED);
    StatusUpdate said = agent.update();
    assertEquals(TaskState.RUNNING, said.state());
    assertEquals(
        TaskState.FINISHED,
        ((ToMaster.Update) agent.effects(AgentEffect.Send.class).getFirst().message()).latest());
    agent.acknowledge("t");
    assertEquals(TaskState.FINISHED, agent.update().state());
    assertNotEquals(said.id(), agent.update().id());
    agent.acknowledge("t");
    assertEquals(List.of(), agent.updates());
    assertEquals(1, agent.effects(Effect.Disarm.class).size());
  }

  @Test
  void acknowledgementsThatFitNothingAreCountedAndIgnored() {
    Agent agent = Agent.registered();
    agent.bring("t", Phase.EXITED);
    StatusUpdate second = agent.state.checkpoint().task(Agent.key("t")).waiting().get(1);
    agent.hears(new ToAgent.Acknowledge(Agent.F, new TaskId("t"), second.id().orElseThrow()));
    agent.hears(new ToAgent.Acknowledge(Agent.F, new TaskId("t"), new UpdateId("x")));
    agent.hears(new ToAgent.Acknowledge(Agent.F, new TaskId("u"), new UpdateId("x")));
    assertEquals(3, agent.state.counts().strayAcknowledgements());
    assertEquals(2, agent.state.checkpoint().task(Agent.key("t")).waiting().size());
  }

  @Test
  void aTimerOfAnUpdateThatWasAcknowledgedSaysNothing() {
    Agent agent = Agent.registered();
    agent.bring("t", Phase.LAUNCHED);
    AgentEvent due = (AgentEvent) agent.timer("update:").event();
    agent.acknowledge("t");
    agent.on(due);
    assertEquals(List.of(), agent.effects);
  }

  @Test
  void whileNobodyListensNothingIsSaidAndNothingForgotten() {
    Agent agent = Agent.registered();
    agent.bring("t", Phase.LAUNCHED);
    AgentEvent due = (AgentEvent) agent.timer("update:").event();
    agent.on(new AgentEvent.StreamBroken(1)).on(due);
    assertEquals(List.of(), agent.effects);
    agent.restart().begin();
    agent.registration = 2;
    agent.register(2);
    assertEquals(TaskState.RUNNING, agent.update().state());
  }
}
