package cuesta.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.core.message.FromMaster;
import cuesta.core.message.TaskReport;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import cuesta.engine.Effect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistrationLogicTest {
  private static final ToAgent LAUNCH = new ToAgent.LaunchTask(Agent.launch("t"));

  private static ToMaster.Register register(Agent agent) {
    return (ToMaster.Register) agent.effect(AgentEffect.Send.class).message();
  }

  @Test
  void doesNotRegisterBeforeAllSlotsWereFilledOnce() {
    Agent agent = Agent.fresh();
    agent.on(new AgentEvent.StreamOpened(1));
    assertEquals(List.of(), agent.effects);
    agent.on(
        new AgentEvent.SlotsReady(
            false, Optional.of(Reason.of(Reasons.SLOT_EMPTY, "cgroups", "missing"))));
    assertEquals(List.of(), agent.effects);
    agent.begin();
    assertEquals(Optional.empty(), register(agent).id());
    assertEquals(agent.state.config().info(), register(agent).info());
  }

  @Test
  void obeysNothingBeforeTheAnswerToItsOwnNonce() {
    Agent agent = Agent.fresh().begin().on(new AgentEvent.StreamOpened(1));
    long nonce = register(agent).nonce();
    agent.on(new AgentEvent.MasterSaid(1, new FromMaster(1, 1, LAUNCH)));
    agent.on(
        new AgentEvent.MasterSaid(
            1, new FromMaster(1, 1, new ToAgent.Registered(nonce + 2, Agent.ID))));
    assertFalse(agent.state.link().isRegistered());
    assertEquals(2, agent.state.counts().otherRegistration());
    agent.on(
        new AgentEvent.MasterSaid(
            1, new FromMaster(1, 1, new ToAgent.Registered(nonce, Agent.ID))));
    assertTrue(agent.state.link().isRegistered());
    assertEquals(Optional.of(Agent.ID), agent.state.checkpoint().id());
    assertEquals(1, agent.state.checkpoint().term());
  }

  @Test
  void closesTheOlderStreamBeforeItSaysWhatItHas() {
    Agent agent = Agent.registered();
    long first = agent.nonce();
    agent.on(new AgentEvent.StreamOpened(2));
    assertInstanceOf(AgentEffect.CloseStream.class, agent.effects.get(0));
    assertInstanceOf(AgentEffect.Send.class, agent.effects.get(1));
    assertEquals("master", agent.effects.get(0).recipient());
    assertEquals("master", agent.effects.get(1).recipient());
    assertNotEquals(first, register(agent).nonce());
    agent.on(new AgentEvent.MasterSaid(1, new FromMaster(1, 1, LAUNCH)));
    assertNull(agent.container("t"));
    assertEquals(1, agent.state.counts().otherStream());
  }

  @Test
  void refusesALowerTermAndAnotherRegistration() {
    Agent agent = Agent.registered();
    agent.term = 8;
    agent.registration = 3;
    agent.register(2);
    agent.on(new AgentEvent.MasterSaid(2, new FromMaster(7, 3, LAUNCH)));
    agent.on(new AgentEvent.MasterSaid(2, new FromMaster(8, 2, LAUNCH)));
    agent.on(new AgentEvent.MasterSaid(2, new FromMaster(9, 3, LAUNCH)));
    assertNull(agent.container("t"));
    assertEquals(1, agent.state.counts().lowerTerm());
    assertEquals(2, agent.state.counts().otherRegistration());
    agent.hears(LAUNCH);
    assertEquals(Phase.REQUESTED, agent.container("t").phase());
  }

  @Test
  void aLeaderOfALowerTermCannotRegisterItEvenWithTheRightNonce() {
    Agent agent = Agent.registered();
    agent.term = 5;
    agent.register(2);
    agent.restart().begin();
    agent.term = 4;
    agent.register(3);
    assertFalse(agent.state.link().isRegistered());
    assertEquals(1, agent.state.counts().lowerTerm());
  }

  @Test
  void termAndIdAreSyncedAndNothingElseIs() {
    Agent agent = Agent.fresh().begin().register(1);
    assertEquals(
        List.of(new AgentChange.TermSeen(1), new AgentChange.AgentIdAssigned(Agent.ID)),
        agent.changes);
    agent.changes.forEach(c -> assertInstanceOf(AgentChange.Synced.class, c));
    agent.hears(LAUNCH);
    agent.changes.forEach(c -> assertFalse(c instanceof AgentChange.Synced));
  }

  @Test
  void reportsTasksWithOldestUpdateAndNewestState() {
    Agent agent = Agent.registered();
    agent.bring("done", Phase.EXITED);
    agent.bring("new", Phase.REQUESTED);
    agent.on(new AgentEvent.StreamOpened(2));
    List<TaskReport> tasks = register(agent).tasks();
    assertEquals(2, tasks.size());
    for (TaskReport report : tasks) {
      boolean done = report.launch().key().equals(Agent.key("done"));
      assertEquals(done ? TaskState.RUNNING : TaskState.STAGING, report.status().state());
      assertEquals(done ? TaskState.FINISHED : TaskState.STAGING, report.latest());
      assertEquals(done, report.status().id().isPresent());
    }
  }

  @Test
  void saysAllOldestUpdatesAtOnceWhenRegistered() {
    Agent agent = Agent.registered();
    agent.bring("a", Phase.EXITED);
    agent.bring("b", Phase.LAUNCHED);
    agent.registration = 2;
    agent.register(2);
    assertEquals(
        List.of(TaskState.RUNNING, TaskState.RUNNING),
        agent.updates().stream().map(u -> u.state()).toList());
  }

  @Test
  void manyUpdatesAreSaidInBatches() {
    Agent agent = Agent.registered();
    for (int i = 0; i < Limits.BATCH + 20; i++) {
      agent.bring("t" + i, Phase.LAUNCHED);
    }
    agent.registration = 2;
    agent.register(2);
    assertEquals(Limits.BATCH, agent.updates().size());
    Effect.Again again = agent.effect(Effect.Again.class);
    agent.on((AgentEvent) again.event());
    assertEquals(20, agent.updates().size());
  }

  @Test
  void refusedItClosesTheStreamAndKeepsEverything() {
    Agent agent = Agent.registered();
    agent.bring("t", Phase.LAUNCHED);
    agent.on(new AgentEvent.StreamOpened(2));
    Reason why = Reason.of(Reasons.REGISTRY_UNAVAILABLE, "", "later");
    agent.hears(new ToAgent.Refuse(agent.nonce(), why, false));
    assertEquals(new AgentEffect.CloseStream(2, why), agent.effect(AgentEffect.CloseStream.class));
    assertEquals(Link.NONE, agent.state.link());
    assertEquals(Optional.of(Agent.ID), agent.state.checkpoint().id());
    assertEquals(Phase.LAUNCHED, agent.container("t").phase());
  }

  @Test
  void refusedForGoodItKillsEverythingAndReturnsAsAStranger() {
    Agent agent = Agent.registered();
    var running = agent.bring("t", Phase.LAUNCHED);
    agent.on(new AgentEvent.StreamOpened(2));
    agent.term = 6;
    Reason why = Reason.of(Reasons.AGENT_GONE, "", "gone");
    agent.hears(new ToAgent.Refuse(agent.nonce(), why, true));
    assertEquals(
        new AgentEffect.Signal(running, Signals.KILL), agent.effect(AgentEffect.Signal.class));
    assertEquals(new AgentEffect.StartedAfresh(why), agent.effect(AgentEffect.StartedAfresh.class));
    assertEquals(6, agent.state.checkpoint().term());
    agent.on(new AgentEvent.StreamOpened(3));
    assertEquals(Optional.empty(), register(agent).id());
    assertEquals(List.of(), register(agent).tasks());
    agent.on(
        new AgentEvent.MasterSaid(
            3, new FromMaster(6, 9, new ToAgent.Registered(agent.nonce(), new AgentId("m1-S7")))));
    assertEquals(new AgentId("m1-S7"), agent.state.checkpoint().id().orElseThrow());
    agent.on(new AgentEvent.Exited(running, 137));
    agent.on(new AgentEvent.Diagnosed(running, Optional.empty()));
    assertEquals(List.of(), agent.updates(), "nobody wants to hear of it");
    agent.on(new AgentEvent.Cleaned(running));
    assertTrue(agent.state.checkpoint().frameworks().isEmpty());
  }

  @Test
  void aBrokenStreamEndsTheRegistrationButNothingElse() {
    Agent agent = Agent.registered();
    agent.bring("t", Phase.REQUESTED);
    agent.on(new AgentEvent.StreamBroken(1));
    assertFalse(agent.state.link().isRegistered());
    agent.on(new AgentEvent.Prepared(agent.container("t").id(), Agent.RECORDS));
    agent.on(new AgentEvent.Launched(agent.container("t").id(), Agent.LAUNCHED));
    assertEquals(TaskState.RUNNING, agent.state.checkpoint().task(Agent.key("t")).state());
    assertEquals(List.of(), agent.updates());
    agent.registration = 2;
    agent.register(2);
    assertEquals(new TaskId("t"), agent.update().task());
  }
}
