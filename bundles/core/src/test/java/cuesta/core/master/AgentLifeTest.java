package cuesta.core.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Principal;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.AgentView;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.front.OperatorCall;
import cuesta.api.resources.Resources;
import cuesta.core.message.Launch;
import cuesta.core.message.TaskReport;
import cuesta.core.message.ToAgent;
import cuesta.engine.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents that register, break off, are given up and come back. */
class AgentLifeTest {
  private final MasterScript master = MasterScript.leading();
  private final AgentId agent = master.agent(1, "h1");
  private final FrameworkId framework = master.framework(1, "f");

  private AgentEntry entry() {
    return master.state.agent(agent).orElseThrow();
  }

  private MasterScript removeFramework() {
    TreeMap<String, String> arguments = new TreeMap<>();
    arguments.put("framework", framework.value());
    OperatorCall call = new OperatorCall(OperatorCall.REMOVE_FRAMEWORK, arguments);
    return master.on(new MasterEvent.OperatorCalled(1, Principal.OPERATOR, call));
  }

  @Test
  void nobodyIsWelcomedBeforeItsAdmissionIsDurable() {
    master.holdBack().registers(2, Optional.empty(), "h2");
    assertEquals(List.of(), master.toAgents(ToAgent.Registered.class));
    assertEquals(AgentView.PENDING, master.state.agent(admitted("h2")).orElseThrow().state());
    assertEquals(200, master.release().effect(ToAgent.Registered.class).nonce());
  }

  private AgentId admitted(String host) {
    for (AgentEntry one : master.state.agents()) {
      if (one.host().equals(host)) {
        return one.id();
      }
    }
    throw new AssertionError("no agent on " + host);
  }

  @Test
  void norIfItTriesAgainMeanwhileAndOnlyTheNewStreamIsAnswered() {
    master.holdBack().registers(2, Optional.empty(), "h2");
    AgentId second = admitted("h2");
    master.on(new MasterEvent.AgentStreamBroken(2));
    master.registers(3, Optional.empty(), "h2");
    assertEquals(second, master.state.streams().get(3L), "the same id: nothing can have run there");
    assertEquals(List.of(), master.toAgents(ToAgent.Registered.class), "it is not durable yet");
    assertEquals(1, master.changes.size(), "who waits for both waits long enough");
    assertEquals(300, master.release().effect(ToAgent.Registered.class).nonce());
  }

  @Test
  void aKnownAgentIsWelcomedAtOnceWithANewRegistration() {
    long before = entry().registration();
    master.registers(2, Optional.of(agent), "h1");
    assertEquals(List.of(), master.changes);
    MasterEffect.SendAgent welcome = master.effect(MasterEffect.SendAgent.class, 2);
    assertEquals(before + 1, welcome.message().registration());
    assertEquals(1, master.effect(MasterEffect.CloseStream.class).stream(), "the older stream");
  }

  @Test
  void aSecondWordOnAStreamIsNotHeard() {
    master.registers(1, Optional.of(agent), "h1");
    assertEquals(List.of(), master.effects);
  }

  @Test
  void aNewAgentBehindTheSameDoorRemovesTheOneWhoseTasksRanThere() {
    master.launch(1, framework, agent, "t");
    master.registers(2, Optional.empty(), "h1");
    assertEquals("GONE " + Reasons.AGENT_GONE, master.toldBriefly());
    assertEquals(Optional.empty(), master.state.agent(agent));
    assertNotEquals(agent, master.state.streams().get(2L));
    assertEquals(Resources.NONE, master.state.framework(framework).orElseThrow().used());
  }

  /** How the agent came to be away. */
  enum Away {
    REMOVED,
    UNREACHABLE,
    DISCONNECTED
  }

  @ParameterizedTest
  @CsvSource({
    "REMOVED, false, refused",
    "REMOVED, true, refused",
    "UNREACHABLE, false, RUNNING",
    "UNREACHABLE, true, RUNNING",
    "DISCONNECTED, false, RUNNING",
    "DISCONNECTED, true, RUNNING",
  })
  void whatWasReportedAsGoneNeverComesBack(Away away, boolean newLeader, String end) {
    Launch launch = master.launch(1, framework, agent, "t");
    switch (away) {
      case REMOVED -> master.registers(2, Optional.empty(), "h1"); // another one in its place
      case UNREACHABLE -> givenUp();
      case DISCONNECTED -> master.on(new MasterEvent.AgentStreamBroken(1));
    }
    if (newLeader) {
      master.elected(2);
    }
    master.registers(3, Optional.of(agent), "h1", master.report(launch, TaskState.RUNNING));
    if (end.equals("refused")) {
      ToAgent.Refuse refusal = master.effect(ToAgent.Refuse.class);
      assertTrue(refusal.forGood());
      assertEquals(300, refusal.nonce());
      assertEquals(Reasons.AGENT_GONE, refusal.why().code());
      assertEquals(Optional.empty(), master.task(framework, "t"));
      assertEquals(Optional.empty(), master.state.agent(agent));
      assertEquals(List.of(), master.changes);
    } else {
      assertEquals(agent, master.effect(ToAgent.Registered.class).id());
      assertEquals(end, master.task(framework, "t").orElseThrow().status().name());
    }
  }

  @Test
  void whoeverNoMasterRemovedComesBackWithItsTasksEvenToAnEmptyRegistry() {
    Launch launch = master.launch(1, framework, agent, "t");
    MasterScript other = MasterScript.leading();
    other.subscribes(
        1, Optional.of(framework), FrameworkInfo.of("f", RoleId.DEFAULT, MasterScript.FAILOVER));
    other.registers(1, Optional.of(agent), "h1", master.report(launch, TaskState.RUNNING));
    assertEquals(agent, other.effect(ToAgent.Registered.class).id());
    assertEquals(agent, other.task(framework, "t").orElseThrow().agent());
  }

  @Test
  void tasksOfFrameworksThatAreOverAreShutDown() {
    Launch launch = master.launch(1, framework, agent, "t");
    master.on(new MasterEvent.AgentStreamBroken(1));
    removeFramework();
    master.registers(2, Optional.of(agent), "h1", master.report(launch, TaskState.RUNNING));
    assertEquals(framework, master.effect(ToAgent.Shutdown.class).framework());
    assertEquals(Resources.NONE, entry().used());
  }

  /** Its return is a change of the registry, and so takes a while. */
  private void givenUp() {
    master.on(new MasterEvent.AgentStreamBroken(1));
    master.fires(master.timer("agent:"));
  }

  @Test
  void evenIfTheFrameworkEndsDuringTheAdmission() {
    Launch launch = master.launch(1, framework, agent, "t");
    givenUp();
    master.holdBack();
    master.registers(2, Optional.of(agent), "h1", master.report(launch, TaskState.RUNNING));
    removeFramework();
    List<ToAgent> said = master.release().effects(ToAgent.class);
    assertEquals(ToAgent.Registered.class, said.getFirst().getClass());
    assertEquals(new ToAgent.Shutdown(framework), said.getLast());
  }

  @Test
  void ofATaskThatRunsTwiceTheOlderOneIsKilled() {
    Launch launch = master.launch(1, framework, agent, "t");
    AgentId second = master.agent(2, "h2");
    TaskReport report = master.report(launch, TaskState.RUNNING);
    master.registers(3, Optional.of(second), "h2", report);
    assertEquals(
        new ToAgent.KillTask(framework, new TaskId("t"), 0), master.effect(ToAgent.KillTask.class));
    assertEquals(agent, master.task(framework, "t").orElseThrow().agent());
  }

  @Test
  void aBrokenStreamHas75SecondsThenTasksAreUnreachableAndReturnWithTheAgent() {
    Launch launch = master.launch(1, framework, agent, "t");
    master.on(new MasterEvent.AgentStreamBroken(1));
    assertEquals(AgentView.DISCONNECTED, entry().state());
    Effect.Arm timer = master.timer("agent:");
    assertEquals(Duration.ofSeconds(75).toNanos(), timer.delayNanos());
    assertTrue(timer.liveness(), "a frozen master judges nobody");
    master.fires(timer);
    assertEquals("UNREACHABLE " + Reasons.AGENT_UNREACHABLE, master.toldBriefly());
    assertEquals(agent, master.effect(FrameworkEvent.AgentLost.class).agent());
    assertEquals(Resources.NONE, entry().used(), "nobody waits for what may never come back");
    master.registers(2, Optional.of(agent), "h1", master.report(launch, TaskState.RUNNING));
    assertEquals("RUNNING " + Reasons.AGENT_REREGISTERED, master.toldBriefly());
    assertEquals(MasterScript.SMALL, entry().used());
    assertEquals(AgentView.ACTIVE, entry().state());
  }

  @Test
  void aTimerOfAnEarlierAbsenceDoesNothing() {
    master.on(new MasterEvent.AgentStreamBroken(1));
    Effect.Arm timer = master.timer("agent:");
    master.registers(2, Optional.of(agent), "h1");
    master.on(new MasterEvent.AgentStreamBroken(2));
    master.fires(timer);
    assertEquals(AgentView.DISCONNECTED, entry().state());
  }

  @Test
  void aNewLeaderGivesKnownAgentsTenMinutes() {
    master.elected(2);
    Effect.Arm timer = master.timer("agent:");
    assertEquals(Duration.ofMinutes(10).toNanos(), timer.delayNanos());
    assertEquals(AgentView.RECOVERING, entry().state());
    master.fires(timer);
    assertEquals(AgentView.UNREACHABLE, entry().state());
  }

  @Test
  void aStandbySendsAgentsAway() {
    MasterScript standby = MasterScript.standby();
    standby.registers(1, Optional.empty(), "h1");
    assertEquals(Reasons.NOT_LEADER, standby.effect(MasterEffect.CloseStream.class).why().code());
  }
}
