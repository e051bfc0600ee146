package cuesta.core.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.FrameworkInfo;
import cuesta.api.framework.TaskAt;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskReport;
import cuesta.core.message.ToAgent;
import cuesta.core.message.ToMaster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Kills, and what is answered about tasks: row by row as docs/reference has it from Mesos. */
class KillAndReconcileTest {
  private static final TaskId T = new TaskId("t");
  private static final TaskId NEVER = new TaskId("never");

  private final MasterScript master = MasterScript.leading();
  private final AgentId agent = master.agent(1, "h1");
  private final FrameworkId framework = master.framework(1, "f");

  private MasterScript kill(long graceMillis) {
    return master.calls(1, new FrameworkCall.Kill(T, graceMillis));
  }

  private MasterScript reconcile(TaskId... tasks) {
    return master.calls(
        1, new FrameworkCall.Reconcile(Stream.of(tasks).map(TaskAt::anywhere).toList()));
  }

  /** Asks for a task that nobody launched, as if it had been on this agent. */
  private MasterScript reconcileOn(AgentId where) {
    return master.calls(1, new FrameworkCall.Reconcile(List.of(TaskAt.on(NEVER, where))));
  }

  // ---- kills

  @Test
  void aKillIsPassedOnAndTheShortestGraceWins() {
    master.launch(1, framework, agent, "t");
    assertEquals(9_000, kill(9_000).effect(ToAgent.KillTask.class).graceMillis());
    assertEquals(500, kill(500).effect(ToAgent.KillTask.class).graceMillis());
    assertEquals(500, kill(9_000).effect(ToAgent.KillTask.class).graceMillis());
    assertEquals(0, kill(-1).effect(ToAgent.KillTask.class).graceMillis());
  }

  @Test
  void aKillOfAnUnknownTaskIsAnsweredAsAReconciliation() {
    assertEquals("UNKNOWN " + Reasons.RECONCILIATION, kill(0).toldBriefly());
  }

  @Test
  void aKillSaysNothingOfATaskThatAnAgentMayHaveWhichThePredecessorGaveUp() {
    Launch launch = master.launch(1, framework, agent, "t");
    master.on(new MasterEvent.AgentStreamBroken(1));
    master.fires(master.timer("agent:"));
    master.elected(2);
    resubscribe();
    assertEquals(List.of(), kill(0).told());
    master.registers(3, Optional.of(agent), "h1", report(launch));
    assertEquals(0, kill(0).effect(ToAgent.KillTask.class).graceMillis());
  }

  @Test
  void aKillOfATaskThatHasEndedSaysNothing() {
    master.launch(1, framework, agent, "t");
    master.says(1, framework, T, TaskState.FINISHED);
    kill(0);
    assertEquals(List.of(), master.toAgents(ToAgent.KillTask.class));
    assertEquals(List.of(), master.told());
  }

  @Test
  void aKillForAnAgentThatIsAwayIsRepeatedWhenItReturns() {
    Launch launch = master.launch(1, framework, agent, "t");
    master.says(1, framework, T, TaskState.RUNNING);
    master.on(new MasterEvent.AgentStreamBroken(1));
    assertEquals(List.of(), kill(700).toAgents(ToAgent.KillTask.class));
    TaskReport report = master.report(launch, TaskState.RUNNING);
    master.registers(2, Optional.of(agent), "h1", report);
    assertEquals(new ToAgent.KillTask(framework, T, 700), master.effect(ToAgent.KillTask.class));
    master.registers(3, Optional.of(agent), "h1", report);
    assertEquals(1, master.toAgents(ToAgent.KillTask.class).size(), "and each time it does");
  }

  @Test
  void aKillDuringAnAdmissionFollowsTheWelcome() {
    Launch launch = master.launch(1, framework, agent, "t");
    master.on(new MasterEvent.AgentStreamBroken(1));
    master.fires(master.timer("agent:")); // its return is a change of the registry
    master.holdBack().registers(2, Optional.of(agent), "h1", report(launch));
    kill(0);
    master.release();
    assertEquals(ToAgent.Registered.class, master.effects(ToAgent.class).getFirst().getClass());
    assertEquals(1, master.toAgents(ToAgent.KillTask.class).size());
  }

  private TaskReport report(Launch launch) {
    return master.report(launch, TaskState.RUNNING);
  }

  // ---- reconciliation

  @Test
  void row1AKnownTaskIsAnsweredWithTheStateLastForwardedAndNothingToAcknowledge() {
    master.launch(1, framework, agent, "t");
    assertEquals("STAGING " + Reasons.RECONCILIATION, reconcile(T).toldBriefly());
    StatusUpdate running = master.update(T, TaskState.RUNNING);
    master.on(
        new MasterEvent.AgentSaid(1, new ToMaster.Update(framework, running, TaskState.FINISHED)));
    assertEquals("RUNNING " + Reasons.RECONCILIATION, reconcile(T).toldBriefly());
    StatusUpdate answer = master.told().getFirst();
    assertEquals(Optional.empty(), answer.id());
    assertEquals(Optional.of(agent), answer.agent());
  }

  @Test
  void row2WhileAnAgentMayComeBackNothingIsSaidOfWhatIsNotKnown() {
    Launch launch = master.launch(1, framework, agent, "t");
    master.elected(2);
    resubscribe();
    assertEquals(List.of(), reconcile(T, NEVER).told());
    assertEquals(List.of(), kill(0).told());
    master.registers(2, Optional.of(agent), "h1", report(launch));
    List<StatusUpdate> told = reconcile(T, NEVER).told();
    assertEquals(
        List.of(TaskState.RUNNING, TaskState.UNKNOWN),
        told.stream().map(StatusUpdate::state).toList());
  }

  @Test
  void row2OnlyTheAgentThatIsNamedIsAwaited() {
    AgentId other = master.agent(2, "h2");
    master.elected(2);
    resubscribe();
    master.registers(3, Optional.of(other), "h2");
    assertEquals(List.of(), reconcileOn(agent).told());
    assertEquals("GONE " + Reasons.RECONCILIATION, reconcileOn(other).toldBriefly());
    assertEquals(List.of(), reconcile(NEVER).told(), "it may be on the one that is awaited");
    assertEquals(
        "UNKNOWN " + Reasons.RECONCILIATION, reconcileOn(new AgentId("none")).toldBriefly());
  }

  private void resubscribe() {
    master.subscribes(
        1, Optional.of(framework), FrameworkInfo.of("f", RoleId.DEFAULT, Duration.ofDays(1)));
  }

  @Test
  void row3WhatTheReturnedAgentDoesNotHaveIsDroppedOrGoneAndThenUnknown() {
    master.launch(1, framework, agent, "t");
    master.registers(2, Optional.of(agent), "h1");
    assertEquals("DROPPED " + Reasons.AGENT_LACKS_TASK, master.toldBriefly());
    assertEquals("UNKNOWN " + Reasons.RECONCILIATION, reconcile(T).toldBriefly());
    master.launch(1, framework, agent, "u");
    master.says(2, framework, new TaskId("u"), TaskState.RUNNING);
    master.registers(3, Optional.of(agent), "h1");
    assertEquals("GONE " + Reasons.AGENT_LACKS_TASK, master.toldBriefly());
  }

  @Test
  void row3WhatAnAgentThatIsHereDoesNotHaveIsGone() {
    assertEquals("GONE " + Reasons.RECONCILIATION, reconcileOn(agent).toldBriefly());
    StatusUpdate answer = master.told().getFirst();
    assertEquals(Optional.of(agent), answer.agent());
    assertEquals(Optional.empty(), answer.id());
    master.on(new MasterEvent.AgentStreamBroken(1));
    assertEquals("GONE " + Reasons.RECONCILIATION, reconcileOn(agent).toldBriefly());
  }

  @Test
  void row3HoldsWhileAnAdmissionIsNotYetDurable() {
    master.elected(2);
    resubscribe();
    master.holdBack().registers(2, Optional.of(agent), "h1");
    assertEquals("GONE " + Reasons.RECONCILIATION, reconcileOn(agent).toldBriefly());
  }

  @Test
  void row4ForTheSuccessorOfWhoGaveTheAgentUpTheTaskIsStillUnreachable() {
    Launch launch = master.launch(1, framework, agent, "t");
    master.on(new MasterEvent.AgentStreamBroken(1));
    String since = master.now().plus(Limits.AGENT_TIMEOUT).toString();
    master.fires(master.timer("agent:"));
    master.elected(2);
    resubscribe();
    master.calls(1, new FrameworkCall.Reconcile(List.of(TaskAt.on(T, agent))));
    assertEquals("UNREACHABLE " + Reasons.RECONCILIATION, master.toldBriefly());
    String detail = master.told().getFirst().reason().orElseThrow().detail();
    assertTrue(detail.contains(agent + " is unreachable since " + since), detail);
    assertEquals("UNKNOWN " + Reasons.RECONCILIATION, reconcile(T).toldBriefly());
    // ... and its return is said, as it is where it was given up.
    master.registers(3, Optional.of(agent), "h1", report(launch));
    assertEquals("RUNNING " + Reasons.AGENT_REREGISTERED, master.toldBriefly());
  }

  @Test
  void row4OnAnUnreachableAgentATaskIsUnreachable() {
    master.launch(1, framework, agent, "t");
    master.on(new MasterEvent.AgentStreamBroken(1));
    assertEquals("STAGING " + Reasons.RECONCILIATION, reconcile(T).toldBriefly());
    master.on(
        new MasterEvent.AgentTimedOut(
            agent, master.state.agent(agent).orElseThrow().registration()));
    assertEquals("UNREACHABLE " + Reasons.RECONCILIATION, reconcile(T).toldBriefly());
    assertEquals("UNREACHABLE " + Reasons.RECONCILIATION, reconcile().toldBriefly());
    assertEquals("UNREACHABLE " + Reasons.RECONCILIATION, reconcileOn(agent).toldBriefly());
  }

  @Test
  void row5OnAnAgentThatIsGoneForGoodATaskIsGoneAndWithoutItUnknown() {
    master.launch(1, framework, agent, "t");
    master.registers(2, Optional.empty(), "h1"); // another agent behind the same door
    assertEquals("GONE " + Reasons.AGENT_GONE, master.toldBriefly());
    assertEquals("GONE " + Reasons.RECONCILIATION, reconcileOn(agent).toldBriefly());
    assertEquals("UNKNOWN " + Reasons.RECONCILIATION, reconcile(T).toldBriefly());
  }

  @Test
  void row6WhatNobodyKnowsIsUnknownOrLostForThoseWhoKnowNoBetter() {
    assertEquals("UNKNOWN " + Reasons.RECONCILIATION, reconcile(T).toldBriefly());
    FrameworkInfo plain =
        new FrameworkInfo("old", List.of(RoleId.DEFAULT), "", Duration.ZERO, List.of());
    master.subscribes(5, Optional.empty(), plain);
    master.calls(5, new FrameworkCall.Reconcile(List.of(TaskAt.anywhere(T))));
    assertEquals("LOST " + Reasons.RECONCILIATION, master.toldBriefly());
    master.calls(5, new FrameworkCall.Reconcile(List.of(TaskAt.on(T, agent))));
    assertEquals("LOST " + Reasons.RECONCILIATION, master.toldBriefly());
  }

  @Test
  void implicitlyAllTasksOfTheFrameworkAndOfNoOther() {
    FrameworkId other = master.framework(2, "other");
    master.launch(1, framework, agent, "a");
    master.launch(1, framework, agent, "b");
    master.launch(2, other, agent, "c");
    assertEquals(
        List.of("a", "b"), reconcile().told().stream().map(u -> u.task().value()).toList());
    master.says(1, framework, new TaskId("a"), TaskState.FINISHED);
    assertEquals(
        List.of(TaskState.FINISHED, TaskState.STAGING),
        reconcile().told().stream().map(StatusUpdate::state).toList(),
        "an end counts until it is acknowledged");
  }

  @Test
  void aCompletedTaskIsUnknown() {
    master.launch(1, framework, agent, "t");
    StatusUpdate end = master.says(1, framework, T, TaskState.FINISHED);
    assertEquals("FINISHED " + Reasons.RECONCILIATION, reconcile(T).toldBriefly());
    master.calls(1, new FrameworkCall.Acknowledge(agent, T, end.id().orElseThrow()));
    assertEquals("UNKNOWN " + Reasons.RECONCILIATION, reconcile(T).toldBriefly());
  }
}
