package cuesta.core.master;

import static cuesta.core.master.MasterScript.SMALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.OfferId;
import cuesta.api.Principal;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.FrameworkInfo;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.ToAgent;
import cuesta.engine.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frameworks that subscribe, fail over, stay away; and what a change of leaders leaves of them. */
class FrameworkLifeTest {
  private final MasterScript master = MasterScript.leading();
  private final AgentId agent = master.agent(1, "h1");
  private final FrameworkId framework = master.framework(1, "f");

  private static FrameworkInfo info(Duration failover) {
    return FrameworkInfo.of("f", RoleId.DEFAULT, failover);
  }

  private MasterScript subscribesAgain(long session) {
    return master.subscribes(session, Optional.of(framework), info(MasterScript.FAILOVER));
  }

  @Test
  void aNewerSessionTakesOverAndTheOlderOneIsToldSo() {
    OfferId offer = master.offer(framework, agent, SMALL);
    subscribesAgain(2);
    assertEquals(
        Reasons.SESSION_OVER, master.effect(FrameworkEvent.Disconnected.class).why().code());
    assertTrue(master.effect(FrameworkEvent.Subscribed.class).again());
    assertFalse(master.state.offer(offer).isPresent(), "its offers are void");
    master.calls(1, new FrameworkCall.Revive(RoleId.DEFAULT));
    assertEquals(Reasons.SESSION_OVER, master.refusal());
  }

  @Test
  void aTakeOverIsDurableBeforeItIsAnsweredEvenIfTheFirstSubscriptionIsNotYet() {
    subscribesAgain(2);
    assertEquals(1, master.changes.size());
  }

  @Test
  void tasksOutliveASessionAndTheFailOverTimeoutEndsThem() {
    master.launch(1, framework, agent, "t");
    master.on(new MasterEvent.SessionClosed(1));
    Effect.Arm timer = master.timer("failover:");
    assertEquals(MasterScript.FAILOVER.toNanos(), timer.delayNanos());
    assertTrue(master.task(framework, "t").isPresent());
    master.fires(timer);
    assertEquals(framework, master.effect(ToAgent.Shutdown.class).framework());
    assertEquals(Optional.empty(), master.state.framework(framework));
    assertEquals(0, master.state.taskIndex().size());
    subscribesAgain(3);
    assertEquals(
        Reasons.FRAMEWORK_REMOVED, master.effect(FrameworkEvent.Disconnected.class).why().code());
  }

  @Test
  void whoComesBackInTimeStays() {
    master.on(new MasterEvent.SessionClosed(1));
    Effect.Arm timer = master.timer("failover:");
    subscribesAgain(2);
    master.fires(timer);
    assertTrue(master.state.framework(framework).orElseThrow().connected());
  }

  @Test
  void aTimeoutBeyondTheClocksRangeIsVeryLongAndBreaksNoElection() {
    master.subscribes(5, Optional.empty(), info(Duration.ofMillis(Long.MAX_VALUE)));
    master.on(new MasterEvent.SessionClosed(5));
    assertEquals(Limits.FAILOVER_TIMEOUT.toNanos(), master.timer("failover:").delayNanos());
    master.subscribes(6, Optional.empty(), info(Duration.ofSeconds(Long.MAX_VALUE)));
    master.elected(2);
    assertTrue(master.state.isLeading());
  }

  @Test
  void anInProcessFrameworkIsFoundByItsName() {
    FrameworkInfo info = FrameworkInfo.of("run", RoleId.DEFAULT, MasterScript.FAILOVER);
    Principal principal = Principal.of("run");
    master.on(new MasterEvent.Subscribed(5, principal, Optional.empty(), info, true));
    FrameworkId first = master.state.sessions().get(5L);
    master.on(new MasterEvent.Subscribed(6, principal, Optional.empty(), info, true));
    assertEquals(first, master.state.sessions().get(6L));
    master.on(new MasterEvent.Subscribed(7, principal, Optional.empty(), info, false));
    assertNotEquals(first, master.state.sessions().get(7L), "not so one from outside");
  }

  @ParameterizedTest
  @CsvSource({
    // the id's owner: in process, principal; who takes it: principal; refused
    "false, alice, alice, ''",
    "false, alice, bob, FORBIDDEN",
    "false, alice, operator, FORBIDDEN",
    "true, run, run, FORBIDDEN",
    "true, run, operator, FORBIDDEN",
  })
  void onlyItsOwnerGoesOnAsAFramework(
      boolean inProcess, String owner, String taker, String refusal) {
    FrameworkInfo info = FrameworkInfo.of("f", RoleId.DEFAULT, MasterScript.FAILOVER);
    master.on(
        new MasterEvent.Subscribed(5, Principal.of(owner), Optional.empty(), info, inProcess));
    FrameworkId id = master.state.sessions().get(5L);
    master.elected(2); // the owner is known durably
    master.on(new MasterEvent.Subscribed(6, Principal.of(taker), Optional.of(id), info, false));
    if (refusal.isEmpty()) {
      assertEquals(id, master.effect(FrameworkEvent.Subscribed.class).id());
    } else {
      assertEquals(refusal, master.effect(FrameworkEvent.Disconnected.class).why().code());
      assertEquals(owner, master.state.registry().frameworks().get(id).principal().name());
      assertEquals(List.of(), master.changes);
    }
  }

  @Test
  void aFrameworkOfThisProcessIsFoundByItsNameWhoeverItWasBefore() {
    FrameworkInfo info = FrameworkInfo.of("run", RoleId.DEFAULT, MasterScript.FAILOVER);
    master.on(new MasterEvent.Subscribed(5, Principal.OPERATOR, Optional.empty(), info, true));
    FrameworkId id = master.state.sessions().get(5L);
    master.on(new MasterEvent.Subscribed(6, Principal.of("run"), Optional.empty(), info, true));
    assertEquals(id, master.state.sessions().get(6L));
    assertEquals("run", master.state.registry().frameworks().get(id).principal().name());
  }

  @Test
  void anUpdateIsForwardedAcknowledgedAndThenForgotten() {
    master.launch(1, framework, agent, "t");
    TaskId task = new TaskId("t");
    StatusUpdate end = master.says(1, framework, task, TaskState.FINISHED);
    assertEquals(List.of(end), master.told());
    assertEquals(Optional.empty(), master.task(framework, "t").filter(TaskEntry::holdsResources));
    assertEquals(1, master.effects(MasterEffect.Allocate.class).size(), "freed is offered at once");
    master.calls(1, new FrameworkCall.Acknowledge(agent, task, end.id().orElseThrow()));
    assertEquals(end.id().orElseThrow(), master.effect(ToAgent.Acknowledge.class).update());
    assertEquals(Optional.empty(), master.task(framework, "t"));
    List<TaskId> completed = new ArrayList<>();
    master.state.completedTasks().forEach(one -> completed.add(one.id()));
    assertEquals(List.of(task), completed);
  }

  @Test
  void theWrongAcknowledgementForgetsNothing() {
    master.launch(1, framework, agent, "t");
    StatusUpdate running = master.says(1, framework, new TaskId("t"), TaskState.RUNNING);
    master.says(1, framework, new TaskId("t"), TaskState.FINISHED);
    master.calls(
        1, new FrameworkCall.Acknowledge(agent, running.task(), running.id().orElseThrow()));
    assertTrue(master.task(framework, "t").isPresent());
  }

  @Test
  void anUpdateForAFrameworkThatIsOverShutsItDown() {
    master.says(1, new FrameworkId("nobody"), new TaskId("t"), TaskState.RUNNING);
    assertEquals("nobody", master.effect(ToAgent.Shutdown.class).framework().value());
  }

  @Test
  void whoLosesTheLeadClosesEverythingAndForgetsAll() {
    master.offer(framework, agent, SMALL);
    Reason why = Reason.of(Reasons.NOT_LEADER, "", "fenced");
    master.on(new MasterEvent.LeadershipLost(why));
    assertEquals(MasterEffect.Abandon.class, master.effects.getFirst().getClass());
    assertEquals(why, master.effect(MasterEffect.CloseStream.class).why());
    assertEquals(why, master.effect(FrameworkEvent.Disconnected.class).why());
    assertFalse(master.state.isLeading());
    assertEquals(Registry.EMPTY, master.state.registry());
    master.calls(1, new FrameworkCall.Revive(RoleId.DEFAULT));
    assertEquals(Reasons.NOT_LEADER, master.refusal());
  }

  @Test
  void nobodyIsHeardBeforeTheTakeOverIsDurable() {
    MasterScript next = MasterScript.standby().holdBack();
    next.journal.addAll(master.journal);
    next.on(new MasterEvent.Elected(3, master.journal));
    next.subscribes(1, Optional.of(framework), info(MasterScript.FAILOVER));
    assertEquals(Reasons.NOT_LEADER, next.effect(FrameworkEvent.Disconnected.class).why().code());
    assertEquals(3, next.release().effect(MasterEffect.Announce.class).term());
    next.subscribes(2, Optional.of(framework), info(MasterScript.FAILOVER));
    assertTrue(next.effect(FrameworkEvent.Subscribed.class).again());
  }

  @Test
  void aNewLeaderCountsTheTimeAwayFromWhenItWasLeft() {
    master.on(new MasterEvent.SessionClosed(1));
    master.pass(Duration.ofSeconds(40));
    master.elected(2);
    assertEquals(Duration.ofSeconds(60).toNanos(), master.timer("failover:").delayNanos());
  }

  @Test
  void aSnapshotLeadsToTheRegistryThatTheJournalLeadsTo() {
    master.subscribes(2, Optional.empty(), info(Duration.ZERO));
    master.on(new MasterEvent.SessionClosed(2));
    master.fires(master.timer("failover:"));
    master.agent(2, "h2");
    master.on(new MasterEvent.AgentStreamBroken(2));
    master.fires(master.timer("agent:"));
    master.on(new MasterEvent.SessionClosed(1));
    Registry registry = MasterScript.replay(master.journal);
    assertEquals(registry, MasterScript.replay(registry.snapshot()));
    assertEquals(registry, master.state.registry());
  }
}
