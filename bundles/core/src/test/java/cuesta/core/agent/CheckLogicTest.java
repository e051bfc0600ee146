package cuesta.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskState;
import cuesta.api.framework.Check;
import cuesta.api.framework.Probe;
import cuesta.core.agent.AgentEvent.Outcome;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.ToAgent;
import cuesta.engine.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckLogicTest {
  private static final Duration DELAY = Duration.ofSeconds(2);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Check CHECK =
      new Check(Probe.http(0, "/health"), DELAY, INTERVAL, TIMEOUT, GRACE, 3);

  private final Agent agent = Agent.registered();
  private ContainerId id;

  private void health() {
    id = agent.bring(Agent.launch("t", Optional.of(CHECK), Optional.empty()), Phase.LAUNCHED);
  }

  private void readiness() {
    id = agent.bring(Agent.launch("t", Optional.empty(), Optional.of(CHECK)), Phase.LAUNCHED);
  }

  /** The pause before the next try, in milliseconds. */
  private long pause() {
    return Duration.ofNanos(agent.timer("check:").delayNanos()).toMillis();
  }

  /** Lets the timer of a check fire that was armed last. */
  private AgentEffect.Probe fire() {
    Effect.Arm timer = agent.timer("check:");
    agent.pass(Duration.ofNanos(timer.delayNanos())).on((AgentEvent) timer.event());
    return agent.effect(AgentEffect.Probe.class);
  }

  private void answer(AgentEffect.Probe probe, Outcome outcome, String detail) {
    agent.on(
        new AgentEvent.Probed(probe.container(), probe.kind(), probe.attempt(), outcome, detail));
  }

  private void tried(Outcome outcome) {
    answer(fire(), outcome, "500 from http://127.0.0.1:31000/health: no");
  }

  private List<StatusUpdate> news() {
    return agent.changes(AgentChange.UpdateCreated.class).stream()
        .map(AgentChange.UpdateCreated::update)
        .toList();
  }

  private StatusUpdate newest() {
    return agent.state.checkpoint().task(Agent.key("t")).newest().orElseThrow();
  }

  @Test
  void theFirstTryComesAfterTheDelayAndKnowsTheTasksFirstPort() {
    health();
    assertEquals(DELAY.toMillis(), pause());
    AgentEffect.Probe probe = fire();
    assertEquals(Probe.http(31_000, "/health"), probe.look());
    assertEquals(TIMEOUT, probe.timeout());
    assertEquals(Optional.empty(), probe.plan());
    assertNotEquals("container:" + id, probe.recipient(), "a slow answer holds up no lane");
  }

  @Test
  void aNamedPortStaysAndACommandGetsItsPlan() {
    Check tcp = new Check(Probe.tcp(8080), DELAY, INTERVAL, TIMEOUT, GRACE, 1);
    Check command =
        new Check(Probe.command(List.of("/bin/true")), DELAY, INTERVAL, TIMEOUT, GRACE, 1);
    agent.bring(Agent.launch("a", Optional.of(tcp), Optional.empty()), Phase.LAUNCHED);
    assertEquals(8080, fire().look().port());
    agent.bring(Agent.launch("b", Optional.of(command), Optional.empty()), Phase.LAUNCHED);
    Plan plan = fire().plan().orElseThrow();
    assertEquals("31000", plan.environment().get("PORT"));
    assertEquals("alice", plan.user());
  }

  @Test
  void aTaskWithoutChecksIsNotLookedAt() {
    id = agent.bring("plain", Phase.LAUNCHED);
    assertEquals(
        List.of(),
        agent.effects(Effect.Arm.class).stream()
            .filter(arm -> arm.key().startsWith("check:"))
            .toList());
    assertTrue(agent.state.live(id).health().isEmpty());
    StatusUpdate running = agent.state.checkpoint().task(Agent.key("plain")).newest().orElseThrow();
    assertEquals(Optional.empty(), running.ready());
    assertEquals(Optional.empty(), running.healthy());
  }

  @Test
  void untilItSucceedsItIsTriedSoonAndThenAtTheInterval() {
    readiness();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      tried(Outcome.FAILED);
      pauses.add(pause());
    }
    assertEquals(List.of(50L, 100L, 200L, 400L, 800L, 1000L, 1000L), pauses);
    tried(Outcome.PASSED);
    assertEquals(1000, pause());
    tried(Outcome.FAILED);
    assertEquals(1000, pause(), "only before the first success");
  }

  @Test
  void triesOfOneCheckDoNotOverlapAndOldWordsDoNotCount() {
    readiness();
    Effect.Arm timer = agent.timer("check:");
    AgentEffect.Probe first = fire();
    agent.on((AgentEvent) timer.event());
    assertEquals(List.of(), agent.effects, "one is under way");
    answer(first, Outcome.FAILED, "refused");
    AgentEffect.Probe second = fire();
    answer(first, Outcome.PASSED, "late");
    assertEquals(List.of(), agent.effects, "that try was over");
    answer(second, Outcome.PASSED, "ok");
    assertEquals(Optional.of(true), newest().ready());
    answer(second, Outcome.FAILED, "twice");
    assertEquals(List.of(), agent.effects);
  }

  @Test
  void readinessIsToldOnChangeOnly() {
    readiness();
    assertEquals(Optional.of(false), newest().ready(), "with the first RUNNING");
    agent.acknowledge("t");
    triedAgain(Outcome.PASSED);
    StatusUpdate ready = agent.update();
    assertEquals(TaskState.RUNNING, ready.state());
    assertEquals(Optional.of(true), ready.ready());
    assertEquals(Optional.empty(), ready.healthy());
    agent.acknowledge("t");
    for (int i = 0; i < 5; i++) {
      triedAgain(Outcome.PASSED);
      assertEquals(List.of(), news());
    }
    triedAgain(Outcome.FAILED);
    triedAgain(Outcome.FAILED);
    assertEquals(List.of(), news(), "two in a row are not three");
    triedAgain(Outcome.PASSED);
    triedAgain(Outcome.FAILED);
    triedAgain(Outcome.UNKNOWN);
    triedAgain(Outcome.FAILED);
    assertEquals(List.of(), news(), "a success sets the count back; nothing found out adds none");
    triedAgain(Outcome.FAILED);
    assertEquals(Optional.of(false), agent.update().ready());
    Reason why = agent.update().reason().orElseThrow();
    assertEquals(Reasons.NOT_READY, why.code());
    assertEquals(
        "3 tries in a row failed; the last: 500 from http://127.0.0.1:31000/health: no",
        why.detail());
    assertEquals(List.of(), agent.changes(AgentChange.KillRequested.class), "it runs on");
    agent.acknowledge("t");
    triedAgain(Outcome.FAILED);
    assertEquals(List.of(), news());
    triedAgain(Outcome.PASSED);
    assertEquals(Optional.of(true), agent.update().ready());
    assertEquals(Optional.empty(), agent.update().reason());
  }

  /** As tried, when other steps came between the timer and now. */
  private void triedAgain(Outcome outcome) {
    Watch watch = agent.state.live(id).readiness().orElseThrow();
    agent.pass(INTERVAL).on(new AgentEvent.CheckDue(id, CheckKind.READINESS, watch.tries()));
    answer(
        agent.effect(AgentEffect.Probe.class),
        outcome,
        "500 from http://127.0.0.1:31000/health: no");
  }

  @Test
  void whatNeverBecomesReadySaysWhyOnce() {
    readiness();
    agent.acknowledge("t");
    int said = 0;
    for (int i = 0; i < 40; i++) {
      triedAgain(Outcome.FAILED);
      said += news().size();
    }
    assertEquals(1, said);
    assertEquals(Optional.of(false), newest().ready());
    assertEquals(Reasons.NOT_READY, newest().reason().orElseThrow().code());
  }

  @Test
  void failuresOfAStartDoNotCountWithinTheGraceAndThenOncePerInterval() {
    health();
    // Delay 2 s, then 0.05, 0.1, 0.2, 0.4, 0.8, 1, 1, … s: at 10.55 s the grace of 10 s is over.
    int tries = 0;
    long begun = agent.nanos;
    while (agent.changes(AgentChange.KillRequested.class).isEmpty()) {
      tried(Outcome.FAILED);
      tries++;
    }
    assertEquals(15, tries);
    assertEquals(12_550, Duration.ofNanos(agent.nanos - begun).toMillis());
  }

  @Test
  void fastTriesOfAStartCountNoFasterThanTheInterval() {
    Check hasty = new Check(Probe.tcp(0), Duration.ZERO, INTERVAL, TIMEOUT, Duration.ZERO, 2);
    id = agent.bring(Agent.launch("t", Optional.of(hasty), Optional.empty()), Phase.LAUNCHED);
    long begun = agent.nanos;
    while (agent.changes(AgentChange.KillRequested.class).isEmpty()) {
      tried(Outcome.FAILED);
    }
    assertEquals(1_550, Duration.ofNanos(agent.nanos - begun).toMillis());
  }

  @Test
  void onceItWasWellTheGraceIsOver() {
    health();
    tried(Outcome.PASSED);
    assertEquals(Optional.of(true), news().getFirst().healthy());
    tried(Outcome.FAILED);
    tried(Outcome.FAILED);
    assertEquals(List.of(), news());
    tried(Outcome.FAILED);
    assertEquals(1, agent.changes(AgentChange.KillRequested.class).size());
  }

  @Test
  void whatIsNotWellIsKilledWithItsOwnGraceAndEndsAsKilledWithTheReason() {
    health();
    agent.acknowledge("t");
    for (int i = 0; i < 4; i++) {
      Watch watch = agent.state.live(id).health().orElseThrow();
      agent.pass(INTERVAL).on(new AgentEvent.CheckDue(id, CheckKind.HEALTH, watch.tries()));
      answer(
          agent.effect(AgentEffect.Probe.class), i == 0 ? Outcome.PASSED : Outcome.FAILED, "boom");
      if (i == 0) {
        agent.acknowledge("t");
      } else if (i < 3) {
        assertEquals(List.of(), news());
      }
    }
    StatusUpdate sick = agent.update();
    assertEquals(TaskState.RUNNING, sick.state(), "told before it has ended");
    assertEquals(Optional.of(false), sick.healthy());
    assertEquals(new AgentEffect.Signal(id, Signals.TERM), agent.effect(AgentEffect.Signal.class));
    AgentChange.KillRequested kill = agent.changes(AgentChange.KillRequested.class).getFirst();
    assertEquals(3_000, kill.graceMillis());
    agent.on(new AgentEvent.Exited(id, 143));
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.KILLED, Reasons.UNHEALTHY);
    StatusUpdate end = news().getFirst();
    assertEquals(Optional.of(false), end.healthy());
    assertEquals(143, end.exit().orElseThrow());
    assertEquals("3 tries in a row failed; the last: boom", end.reason().orElseThrow().detail());
  }

  @Test
  void aLimitThatIsPassedMeanwhileMakesTheKillFasterAndNothingElse() {
    whatIsNotWellIsKilled();
    agent.on(new AgentEvent.LimitReached(id, Reason.of(Reasons.MEMORY_LIMIT, "", "")));
    assertEquals(new AgentEffect.Signal(id, Signals.KILL), agent.effect(AgentEffect.Signal.class));
    agent.on(new AgentEvent.Exited(id, 137));
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.KILLED, Reasons.UNHEALTHY);
  }

  private void whatIsNotWellIsKilled() {
    health();
    tried(Outcome.PASSED);
    for (int i = 0; i < 3; i++) {
      tried(Outcome.FAILED);
    }
    assertEquals(1, agent.changes(AgentChange.KillRequested.class).size());
  }

  @Test
  void aRestartInTheMiddleOfThatKillFinishesItForTheSameReason() {
    whatIsNotWellIsKilled();
    agent.restart().begin();
    assertEquals(new AgentEffect.Signal(id, Signals.TERM), agent.effect(AgentEffect.Signal.class));
    assertTrue(agent.state.live(id).health().isEmpty(), "it is not looked at any more");
    agent.on(new AgentEvent.Exited(id, 143));
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.KILLED, Reasons.UNHEALTHY);
    assertEquals(Optional.of(false), news().getFirst().healthy());
  }

  @Test
  void afterARestartChecksGoOnWithWhatWasSaid() {
    readiness();
    agent.acknowledge("t");
    triedAgain(Outcome.PASSED);
    agent.restart().begin().register(2);
    assertTrue(agent.state.live(id).readiness().orElseThrow().passed());
    assertEquals(Optional.of(true), newest().ready());
    triedAgain(Outcome.PASSED);
    assertEquals(List.of(), news(), "nothing new");
    for (int i = 0; i < 3; i++) {
      triedAgain(Outcome.FAILED);
    }
    assertEquals(Optional.of(false), newest().ready());
    agent.restart().begin().register(3);
    triedAgain(Outcome.FAILED);
    assertEquals(List.of(), news(), "that was said by the process before");
    triedAgain(Outcome.PASSED);
    assertEquals(Optional.of(true), newest().ready());
  }

  @Test
  void whatWasWellIsLookedAtWithinAnIntervalOfARestart() {
    readiness();
    tried(Outcome.PASSED);
    agent.restart().begin();
    assertTrue(pause() < INTERVAL.toMillis());
  }

  @Test
  void aKillStopsTheChecks() {
    readiness();
    AgentEffect.Probe probe = fire();
    agent.kill("t", Duration.ofSeconds(3));
    assertTrue(
        agent.effects(Effect.Disarm.class).stream().anyMatch(d -> d.key().startsWith("check:")));
    answer(probe, Outcome.PASSED, "ok");
    assertEquals(List.of(), agent.effects, "nobody asks any more");
    agent.on(new AgentEvent.CheckDue(id, CheckKind.READINESS, 1));
    assertEquals(List.of(), agent.effects);
    agent.on(new AgentEvent.Exited(id, 143));
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    assertEquals(Optional.of(false), news().getFirst().ready(), "what ended is not ready");
  }

  @Test
  void theEndStopsTheChecks() {
    readiness();
    tried(Outcome.PASSED);
    agent.on(new AgentEvent.Exited(id, 0));
    assertTrue(agent.state.live(id).readiness().isEmpty());
    agent.on(new AgentEvent.Diagnosed(id, Optional.empty()));
    agent.assertEnds(TaskState.FINISHED, "");
    assertEquals(Optional.of(false), news().getFirst().ready());
  }

  @Test
  void killedBeforeItRanItIsNeverLookedAt() {
    id = agent.bring(Agent.launch("t", Optional.of(CHECK), Optional.of(CHECK)), Phase.PREPARED);
    agent.kill("t", Duration.ofSeconds(3));
    agent.on(new AgentEvent.Launched(id, Agent.LAUNCHED));
    assertTrue(agent.state.live(id).health().isEmpty());
    assertEquals(new AgentEffect.Signal(id, Signals.TERM), agent.effect(AgentEffect.Signal.class));
  }

  @Test
  void aFlappingCheckFillsNoQueueAndTheTruthIsToldInTheEnd() {
    Check flaps = new Check(Probe.tcp(0), Duration.ZERO, INTERVAL, TIMEOUT, Duration.ZERO, 1);
    id = agent.bring(Agent.launch("t", Optional.empty(), Optional.of(flaps)), Phase.LAUNCHED);
    for (int i = 0; i < 102; i++) {
      triedAgain(i % 2 == 0 ? Outcome.PASSED : Outcome.FAILED);
    }
    int waiting = agent.state.checkpoint().task(Agent.key("t")).waiting().size();
    assertEquals(Limits.CHECK_UPDATES, waiting);
    assertEquals(Optional.of(true), newest().ready(), "there was no room for the last one");
    agent.acknowledge("t");
    assertEquals(Optional.of(false), news().getFirst().ready(), "now there is");
    while (agent.state.checkpoint().task(Agent.key("t")).oldest().isPresent()) {
      agent.acknowledge("t");
    }
    assertEquals(Optional.of(false), newest().ready());
  }

  @Test
  void bothChecksSpeakInOneUpdate() {
    id = agent.bring(Agent.launch("t", Optional.of(CHECK), Optional.of(CHECK)), Phase.LAUNCHED);
    agent.hears(new ToAgent.Acknowledge(Agent.F, newest().task(), newest().id().orElseThrow()));
    agent.on(new AgentEvent.CheckDue(id, CheckKind.HEALTH, 0));
    answer(agent.effect(AgentEffect.Probe.class), Outcome.PASSED, "ok");
    assertEquals(Optional.of(true), newest().healthy());
    assertEquals(Optional.of(false), newest().ready());
    agent.on(new AgentEvent.CheckDue(id, CheckKind.READINESS, 0));
    answer(agent.effect(AgentEffect.Probe.class), Outcome.PASSED, "ok");
    assertEquals(Optional.of(true), newest().healthy());
    assertEquals(Optional.of(true), newest().ready());
  }
}
