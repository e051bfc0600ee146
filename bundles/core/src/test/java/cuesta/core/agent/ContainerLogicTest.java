package cuesta.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.core.message.ToAgent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerLogicTest {
  @ParameterizedTest
  @CsvSource({
    "0, FINISHED, '', ''",
    "3, FAILED, COMMAND_FAILED, exited with status 3",
    "127, FAILED, COMMAND_FAILED, exited with status 127",
    "137, FAILED, COMMAND_FAILED, killed by signal 9 (SIGKILL)",
    "139, FAILED, COMMAND_FAILED, killed by signal 11 (SIGSEGV)",
    "-1, GONE, SUPERVISOR_LOST, 'its supervisor vanished, or the machine restarted; how it ended is"
        + " not known'"
  })
  void whatAnExitStatusMeans(int status, TaskState state, String code, String detail) {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    agent.on(new AgentEvent.Exited(id, status));
    assertEquals(List.of(), agent.changes, "nothing is told before the rest of it is dead");
    assertEquals(id, agent.effect(AgentEffect.Diagnose.class).container());
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(state, code);
    var update = agent.changes(AgentChange.UpdateCreated.class).getFirst().update();
    assertEquals(status, update.exit().getAsInt());
    assertEquals(detail, update.reason().map(Reason::detail).orElse(""));
    assertEquals(id, agent.effect(AgentEffect.Cleanup.class).container());
  }

  @Test
  void anIsolatorKnowsBetterThanTheExitStatus() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    agent.on(new AgentEvent.Exited(id, 137));
    agent.on(
        new AgentEvent.Diagnosed(
            id, Optional.of(Reason.of(Reasons.MEMORY_LIMIT, "t", "64 of 64 MiB"))));
    agent.assertEnds(TaskState.FAILED, Reasons.MEMORY_LIMIT);
  }

  @Test
  void anEndFasterThanTheWordOfItsStartIsToldAfterIt() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.PREPARED);
    agent.on(new AgentEvent.Exited(id, 0));
    assertEquals(List.of(), agent.effects);
    agent.on(new AgentEvent.Launched(id, Agent.LAUNCHED));
    assertEquals(TaskState.RUNNING, agent.update().state());
    assertEquals(id, agent.effect(AgentEffect.Diagnose.class).container());
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.FINISHED, "");
    assertEquals(TaskState.RUNNING, agent.update().state(), "the oldest, with the newest state");
  }

  @Test
  void theSameEndReportedAgainIsNoNews() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.LAUNCHED);
    agent.on(new AgentEvent.Exited(id, 3));
    agent.on(new AgentEvent.Exited(id, -1));
    assertEquals(List.of(), agent.effects);
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.FAILED, Reasons.COMMAND_FAILED);
    agent.on(new AgentEvent.Exited(id, 3));
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    assertEquals(List.of(), agent.changes);
  }

  @Test
  void cleaningUpIsRepeatedWithGrowingPausesAndTheUpdateDoesNotWaitForIt() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.EXITED);
    Reason why = Reason.of(Reasons.PLUGIN_FAILED, "cgroups", "busy");
    long[] pauses = new long[12];
    for (int i = 0; i < pauses.length; i++) {
      agent.on(new AgentEvent.CleanupFailed(id, why));
      pauses[i] = agent.timer("cleanup:").delayNanos() / 1_000_000_000;
      agent.on(new AgentEvent.CleanupDue(id));
      assertEquals(id, agent.effect(AgentEffect.Cleanup.class).container());
    }
    assertEquals(1, pauses[0]);
    assertEquals(2, pauses[1]);
    assertEquals(300, pauses[11]);
    agent.acknowledge("t").acknowledge("t");
    assertNull(agent.container("t"));
    assertEquals(1, agent.state.checkpoint().places().size(), "it is still to be cleaned up");
    agent.on(new AgentEvent.Cleaned(id));
    assertTrue(agent.state.checkpoint().frameworks().isEmpty());
    assertTrue(agent.state.live().isEmpty());
  }

  @Test
  void overContainersAreRememberedInABoundedRing() {
    Agent agent = Agent.registered();
    for (int i = 0; i < Limits.ENDED_CONTAINERS + 5; i++) {
      agent.bring("t" + i, Phase.CLEANED);
      agent.acknowledge("t" + i).acknowledge("t" + i);
    }
    assertTrue(agent.state.checkpoint().places().isEmpty());
    assertEquals(Limits.ENDED_CONTAINERS, agent.state.ended().get(Agent.F).items().size());
    assertTrue(agent.state.checkpoint().snapshot().size() <= 2);
  }

  @Test
  void afterTheLastAcknowledgementTheIdIsFree() {
    Agent agent = Agent.registered();
    ContainerId first = agent.bring("t", Phase.CLEANED);
    agent.acknowledge("t").acknowledge("t");
    agent.hears(new ToAgent.LaunchTask(Agent.launch("t")));
    assertTrue(!agent.container("t").id().equals(first));
  }
}
