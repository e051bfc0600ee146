package cuesta.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.api.resources.Resources;
import cuesta.core.message.ToAgent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchLogicTest {
  @Test
  void eachStageIsWrittenBeforeTheNextBegins() {
    Agent agent = Agent.registered();
    agent.hears(new ToAgent.LaunchTask(Agent.launch("t")));
    ContainerId id = agent.container("t").id();
    assertEquals(1, agent.changes(AgentChange.ContainerRequested.class).size());
    assertEquals(id, agent.effect(AgentEffect.Prepare.class).container());

    agent.on(new AgentEvent.Prepared(id, Agent.RECORDS));
    assertEquals(List.of(new AgentChange.ContainerPrepared(id, Agent.RECORDS)), agent.changes);
    assertEquals(id, agent.effect(AgentEffect.LaunchContainer.class).container());

    agent.on(new AgentEvent.Launched(id, Agent.LAUNCHED));
    assertEquals(1, agent.changes(AgentChange.ContainerLaunched.class).size());
    assertEquals(TaskState.RUNNING, agent.update().state());
    assertEquals(Optional.of(id), agent.update().container());
    assertEquals(Optional.of(Agent.ID), agent.update().agent());
  }

  @Test
  void aTaskThatIsKnownIsNeverLaunchedAgainButItsUpdateIsSaidAgain() {
    Agent agent = Agent.registered();
    agent.bring("t", Phase.LAUNCHED);
    agent.hears(new ToAgent.LaunchTask(Agent.launch("t")));
    assertEquals(List.of(), agent.changes);
    assertEquals(TaskState.RUNNING, agent.update().state());
    assertEquals(1, agent.state.counts().doubledLaunches());
  }

  @Test
  void anAnswerThatComesTwiceStartsNothingTwice() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.PREPARED);
    agent.on(new AgentEvent.Prepared(id, Agent.RECORDS));
    assertEquals(List.of(), agent.effects);
    agent.on(new AgentEvent.Launched(id, Agent.LAUNCHED));
    agent.on(new AgentEvent.Launched(id, Agent.LAUNCHED));
    assertEquals(List.of(), agent.changes);
  }

  @ParameterizedTest
  @CsvSource({
    "PLUGIN_FAILED, FAILED, LAUNCH_FAILED",
    "PLUGIN_LATE, FAILED, LAUNCH_FAILED",
    "SLOT_EMPTY, DROPPED, SLOT_EMPTY",
    "USER_UNKNOWN, FAILED, USER_UNKNOWN",
    "ROOT_REFUSED, ERROR, ROOT_REFUSED",
    "FETCH_FAILED, FAILED, FETCH_FAILED"
  })
  void whatCouldNotBePreparedFails(String code, TaskState state, String told) {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.REQUESTED);
    agent.on(new AgentEvent.PrepareFailed(id, Reason.of(code, "cgroups", "no memory controller")));
    agent.assertEnds(state, told);
    assertEquals("no memory controller", agent.update().reason().orElseThrow().detail());
    assertEquals(id, agent.effect(AgentEffect.Cleanup.class).container());
  }

  @Test
  void whatCouldNotBeLaunchedIsKilledFirstSinceTheCallMayOnlyHaveBeenLate() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.PREPARED);
    agent.on(new AgentEvent.LaunchFailed(id, Reason.of(Reasons.PLUGIN_LATE, "posix", "30 s")));
    assertEquals(List.of(new AgentEffect.Diagnose(id)), agent.effects(AgentEffect.class));
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.FAILED, Reasons.LAUNCH_FAILED);
    assertEquals(id, agent.effect(AgentEffect.Cleanup.class).container());
  }

  @Test
  void killedBeforeItWasPreparedItEndsAtOnce() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.REQUESTED);
    agent.kill("t", Duration.ofSeconds(3));
    agent.assertEnds(TaskState.KILLED, Reasons.KILLED_DURING_LAUNCH);
    assertEquals(id, agent.effect(AgentEffect.Cleanup.class).container());
    agent.on(new AgentEvent.Prepared(id, Agent.RECORDS));
    assertEquals(List.of(), agent.effects, "and is not launched any more");
  }

  @Test
  void killedWhileItIsBeingLaunchedItIsKilledOnceItRuns() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.PREPARED);
    agent.kill("t", Duration.ofSeconds(3));
    assertEquals(List.of(), agent.effects);
    agent.on(new AgentEvent.Launched(id, Agent.LAUNCHED));
    assertEquals(new AgentEffect.Signal(id, Signals.TERM), agent.effect(AgentEffect.Signal.class));
    assertEquals(Duration.ofSeconds(3).toNanos(), agent.timer("kill:").delayNanos());
  }

  @Test
  void killedWhileItsLaunchFailsItIsKilled() {
    Agent agent = Agent.registered();
    ContainerId id = agent.bring("t", Phase.PREPARED);
    agent.kill("t", Duration.ofSeconds(3));
    agent.on(new AgentEvent.LaunchFailed(id, Reason.of(Reasons.PLUGIN_FAILED, "", "x")));
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.KILLED, Reasons.KILLED_DURING_LAUNCH);
  }

  @Test
  void withASlotEmptyLaunchesAreDroppedAndTasksRunOn() {
    Agent agent = Agent.registered();
    agent.bring("old", Phase.LAUNCHED);
    agent.on(
        new AgentEvent.SlotsReady(
            false, Optional.of(Reason.of(Reasons.SLOT_EMPTY, "cgroups", "isolator is missing"))));
    agent.hears(new ToAgent.LaunchTask(Agent.launch("t")));
    agent.assertEnds(TaskState.DROPPED, Reasons.SLOT_EMPTY);
    assertEquals("cgroups", agent.update().reason().orElseThrow().subject());
    assertEquals(List.of(), agent.effects(AgentEffect.OnContainer.class));
    assertEquals(Phase.LAUNCHED, agent.container("old").phase());
    agent.acknowledge("t");
    assertEquals(1, agent.state.checkpoint().places().size());
    agent.begin();
    agent.hears(new ToAgent.LaunchTask(Agent.launch("t2")));
    assertEquals(1, agent.effects(AgentEffect.Prepare.class).size());
  }

  @ParameterizedTest
  @CsvSource({
    "root, false, '', ERROR, ROOT_REFUSED",
    "root, false, 0, ERROR, ROOT_REFUSED",
    "root, false, bob, STAGING, ''",
    "root, true, root, STAGING, ''",
    "alice, true, bob, ERROR, FORBIDDEN",
    "alice, false, root, ERROR, ROOT_REFUSED",
    "alice, false, alice, STAGING, ''",
    "alice, false, '', STAGING, ''"
  })
  void whoMayRun(String agentIs, boolean allowRoot, String user, TaskState state, String code) {
    Agent agent = new Agent(Agent.config(allowRoot, agentIs), 1).begin().register(1);
    agent.hears(new ToAgent.LaunchTask(Agent.launch("t", user, Resources.NONE, new TreeMap<>())));
    assertEquals(state, agent.state.checkpoint().task(Agent.key("t")).state());
    if (!code.isEmpty()) {
      agent.assertEnds(state, code);
    }
  }

  @Test
  void theEnvironmentNamesTaskSandboxAndPorts() {
    Agent agent = Agent.registered();
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("cgroups/cpu.weight", "7");
    labels.put("owner", "me");
    Resources ports = Resources.parse("cpus:1;ports:[31005-31006,31010-31010]");
    agent.hears(new ToAgent.LaunchTask(Agent.launch("t", "", ports, labels)));
    Plan plan = agent.effect(AgentEffect.Prepare.class).plan();
    String sandbox = "/work/slaves/m1-S0/frameworks/f1/executors/t/runs/" + plan.container();
    assertEquals(sandbox, plan.sandbox());
    assertEquals("alice", plan.user());
    assertEquals(List.of("/bin/sh", "-c", "true"), plan.command());
    assertEquals("t", plan.environment().get("CUESTA_TASK_ID"));
    assertEquals(sandbox, plan.environment().get("CUESTA_SANDBOX"));
    assertEquals(sandbox, plan.environment().get("MESOS_SANDBOX"));
    assertEquals(sandbox, plan.environment().get("HOME"));
    assertEquals("/usr/bin:/bin", plan.environment().get("PATH"));
    assertEquals("31005", plan.environment().get("PORT"));
    assertEquals("31005", plan.environment().get("PORT0"));
    assertEquals("31010", plan.environment().get("PORT2"));
    assertEquals("31005,31006,31010", plan.environment().get("PORTS"));
    assertEquals("7", plan.settings().get("cgroups").get("cpu.weight"));
    assertEquals(1, plan.settings().size());
  }

  @Test
  void tooManyContainersAreDropped() {
    Agent agent = Agent.registered();
    for (int i = 0; i < Limits.CONTAINERS; i++) {
      agent.state =
          agent.state.with(
              agent
                  .state
                  .checkpoint()
                  .replay(
                      new AgentChange.ContainerRequested(
                          new ContainerId("c" + i),
                          Agent.ID,
                          Agent.launch("full" + i),
                          java.time.Instant.EPOCH)));
    }
    agent.hears(new ToAgent.LaunchTask(Agent.launch("t")));
    agent.assertEnds(TaskState.DROPPED, Reasons.OVERLOADED);
    assertTrue(agent.effects(AgentEffect.Prepare.class).isEmpty());
  }
}
