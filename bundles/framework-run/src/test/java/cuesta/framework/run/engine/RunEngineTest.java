package cuesta.framework.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.FrameworkId;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.cluster.OfferView;
import cuesta.api.framework.TaskAt;
import cuesta.contracts.framework.fakes.FakeOffer;
import cuesta.contracts.framework.fakes.FakeUpdate;
import cuesta.engine.Change;
import cuesta.engine.Effect;
import cuesta.engine.SplitMix;
import cuesta.engine.Step;
import cuesta.engine.Tick;
import cuesta.framework.kit.FrameworkEvent;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One event after another, and what leaves. */
class RunEngineTest {
  private static final TaskId R1 = new TaskId("run-1");
  private static final AgentId A1 = new AgentId("a1");

  private final RunEngine engine = new RunEngine();
  private final List<Change> journal = new ArrayList<>();
  private RunState state = RunState.of(List.of(RoleId.DEFAULT));
  private long nanos;

  @BeforeEach
  void begin() {
    assertEquals(List.of("Suppress"), tell(loaded(List.of())));
  }

  private static KitEvent.Loaded loaded(List<Change> kept) {
    return new KitEvent.Loaded(new FrameworkId("f"), !kept.isEmpty(), kept);
  }

  /** The effects' names, without those that are for order only. */
  private List<String> tell(FrameworkEvent event) {
    return effects(event).stream()
        .map(effect -> effect.getClass().getSimpleName())
        .filter(name -> !name.equals("Durable"))
        .toList();
  }

  private List<Effect> effects(FrameworkEvent event) {
    nanos += 1_000_000_000;
    Tick tick = new Tick(nanos, Instant.EPOCH.plusNanos(nanos), new SplitMix(nanos));
    RunState before = state;
    Step<RunState> step = engine.step(before, event, tick);
    state = step.state();
    if (!(event instanceof KitEvent.Loaded)) {
      RunState replayed = before;
      for (Change change : step.changes()) {
        replayed = engine.replay(replayed, change);
      }
      assertEquals(replayed.runs(), state.runs());
      assertEquals(replayed.launches().open(), state.launches().open());
      assertEquals(replayed.launches().waiting(), state.launches().waiting());
      assertEquals(replayed.launches().live(), state.launches().live());
      journal.addAll(step.changes());
    }
    return step.effects();
  }

  private static Request request(long cpus, String key) {
    return new Request(
        List.of("true"),
        false,
        cpus,
        64_000,
        0,
        0,
        new TreeMap<>(),
        "true",
        "",
        RoleId.DEFAULT,
        Duration.ofSeconds(3),
        "operator",
        key);
  }

  private List<String> ask(long cpus) {
    List<String> all = new ArrayList<>(tell(new RunEvent.Coming(request(cpus, ""))));
    all.addAll(tell(new RunEvent.Requested(request(cpus, ""), 1)));
    return all;
  }

  private static KitEvent.Offered offered(String... resources) {
    List<OfferView> offers = new ArrayList<>();
    for (int i = 0; i < resources.length; i++) {
      offers.add(FakeOffer.of("o" + i, "a" + (i + 1), resources[i]));
    }
    return new KitEvent.Offered(offers);
  }

  private List<String> said(TaskState state, int exit) {
    return tell(new KitEvent.Updated(FakeUpdate.ofAgent("u" + state, task(), A1, state, exit)));
  }

  private List<String> masterSays(TaskState state) {
    return tell(new KitEvent.Updated(FakeUpdate.ofMaster(task(), state, Reasons.RECONCILIATION)));
  }

  private TaskId task() {
    return run().task();
  }

  private Run run() {
    return state.runs().get(1L);
  }

  @Test
  void aRunFromRequestToEnd() {
    assertEquals(List.of("Demand", "Revive", "Done"), ask(1_000));
    assertEquals(List.of("Suppress", "Accept"), tell(offered("cpus:4;mem:4096")));
    assertEquals(List.of("Acknowledge"), said(TaskState.RUNNING, -1));
    assertEquals(List.of("Acknowledge"), said(TaskState.RUNNING, -1));
    assertEquals(List.of("Acknowledge"), said(TaskState.FINISHED, 0));
    assertEquals(TaskState.FINISHED, run().state());
    assertEquals(0, run().exit().orElseThrow());
    assertEquals(List.of("Revive", "Done"), ask(1_000));
  }

  @Test
  void offersThatNobodyNeedsAreDeclinedAndNoMoreAreWanted() {
    state = RunState.of(List.of(RoleId.DEFAULT));
    assertEquals(List.of("Decline", "Suppress"), tell(offered("cpus:4;mem:4096")));
    assertEquals(List.of("Decline"), tell(offered("cpus:4;mem:4096")));
  }

  @Test
  void whatDoesNotFitIsDeclinedAndTheNextRequestRevives() {
    ask(8_000);
    assertEquals(List.of("Decline"), tell(offered("cpus:4;mem:4096")));
    assertEquals(List.of("Demand", "Revive", "Done"), ask(1_000));
    assertEquals(
        List.of("Demand", "Accept", "Decline"), tell(offered("cpus:4;mem:4096", "cpus:1")));
    assertEquals(1, state.launches().waiting().size());
  }

  @Test
  void manyWaitingRunsGoIntoOneAccept() {
    for (int i = 0; i < 6; i++) {
      ask(1_000);
    }
    KitEffect.Accept accept =
        effects(offered("cpus:4;mem:4096")).stream()
            .filter(KitEffect.Accept.class::isInstance)
            .map(KitEffect.Accept.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(4, accept.tasks().size());
    assertEquals(R1, accept.tasks().getFirst().id());
    assertEquals(2, state.launches().waiting().size());
  }

  @Test
  void aSuccessorAsksAndDoesNotLaunch() {
    ask(1_000);
    tell(offered("cpus:4;mem:4096"));
    List<Effect> effects = effects(loaded(List.of(new RunChange.Kept(run()))));
    assertTrue(effects.contains(new KitEffect.Reconcile(List.of())));
    assertTrue(effects.contains(new KitEffect.Reconcile(List.of(TaskAt.on(R1, A1)))));
    assertEquals(List.of("Reconcile", "Arm"), tell(new KitEvent.AskAgain()));
    assertEquals(List.of("Acknowledge"), masterSays(TaskState.RUNNING));
    assertEquals(List.of(), tell(new KitEvent.AskAgain()));
  }

  @Test
  void launchedAgainIsOnlyWhatNeverRanAndThreeTimesAtMost() {
    ask(1_000);
    for (int attempt = 1; attempt <= 3; attempt++) {
      tell(offered("cpus:4;mem:4096"));
      assertEquals(attempt == 1 ? "run-1" : "run-1." + attempt, task().value());
      masterSays(TaskState.UNREACHABLE);
      assertTrue(run().isLive());
      masterSays(attempt == 2 ? TaskState.UNKNOWN : TaskState.DROPPED);
      assertEquals(attempt < 3, run().waits());
    }
    assertEquals(TaskState.DROPPED, run().state());
    assertEquals(-1, run().exit().orElseThrow());
    assertTrue(run().reason().orElseThrow().detail().startsWith("none of 3 launches"));
  }

  @Test
  void whatRanAndVanishedIsLost() {
    ask(1_000);
    tell(offered("cpus:4;mem:4096"));
    said(TaskState.RUNNING, -1);
    masterSays(TaskState.UNKNOWN);
    assertEquals(TaskState.GONE, run().state());
    assertEquals(-1, run().exit().orElseThrow());
    assertEquals(
        List.of("Kill", "Acknowledge"),
        tell(new KitEvent.Updated(FakeUpdate.ofAgent("u", R1, A1, TaskState.RUNNING, -1))));
  }

  @Test
  void killsAreKeptRepeatedAndOnlyShortened() {
    ask(1_000);
    tell(offered("cpus:4;mem:4096"));
    assertEquals(List.of("Kill", "Done"), kill(3));
    assertEquals(List.of("Kill", "Done"), kill(9));
    assertEquals(Duration.ofSeconds(3), run().kill().orElseThrow());
    kill(1);
    assertEquals(Duration.ofSeconds(1), run().kill().orElseThrow());
    List<Effect> effects = effects(loaded(List.of(new RunChange.Kept(run()))));
    assertTrue(effects.contains(new KitEffect.Kill(R1, Duration.ofSeconds(1))));
    masterSays(TaskState.DROPPED);
    assertEquals(TaskState.KILLED, run().state());
    assertEquals(List.of("Done"), kill(0));
    assertEquals(List.of("Refusal"), tell(new RunEvent.KillRequested(7, Duration.ZERO, 1)));
  }

  private List<String> kill(int seconds) {
    return tell(new RunEvent.KillRequested(1, Duration.ofSeconds(seconds), 1));
  }

  @Test
  void aRefusedAcceptAndALostAgentAreAskedFor() {
    ask(1_000);
    tell(offered("cpus:4;mem:4096"));
    assertEquals(
        List.of("Reconcile", "Arm"),
        tell(
            new KitEvent.AcceptRefused(
                List.of(R1, new TaskId("other")),
                cuesta.api.Reason.of(Reasons.OFFER_UNKNOWN, "o", "gone"))));
    assertEquals(List.of("Reconcile", "Arm"), tell(new KitEvent.AgentLost(A1)));
    assertEquals(List.of(), tell(new KitEvent.AgentLost(new AgentId("a2"))));
  }

  @Test
  void theSameKeyRunsOnce() {
    tell(new RunEvent.Requested(request(1_000, "k"), 1));
    assertEquals(List.of("Done"), tell(new RunEvent.Requested(request(1_000, "k"), 2)));
    assertEquals(1, state.runs().size());
  }

  @Test
  void theLastThousandAreKeptAndNumbersNeverComeAgain() {
    for (int i = 1; i <= RunLimits.ENDED + 200; i++) {
      ask(1_000);
      long number = state.runs().lastKey();
      tell(new RunEvent.KillRequested(number, Duration.ZERO, 1));
    }
    assertEquals(RunLimits.ENDED, state.runs().size());
    assertEquals(201L, state.runs().firstKey());
    RunState fresh = RunState.of(List.of(RoleId.DEFAULT));
    for (Change change : journal) {
      fresh = engine.replay(fresh, change);
    }
    assertEquals(state.runs(), fresh.runs());
    assertEquals(state.endedBytes(), fresh.endedBytes());
    assertEquals(0, fresh.openBytes());
    assertEquals(RunLimits.ENDED + 201, fresh.nextNumber());
  }

  @Test
  void tooMuchAtOnceIsRefused() {
    TreeMap<String, String> large = new TreeMap<>();
    large.put("BULK", "x".repeat(60_000));
    Request request =
        new Request(
            List.of("true"),
            false,
            1,
            1,
            0,
            0,
            large,
            "n",
            "",
            RoleId.DEFAULT,
            Duration.ZERO,
            "op",
            "");
    int taken = 0;
    while (tell(new RunEvent.Requested(request, 1)).contains("Done")) {
      taken++;
    }
    assertTrue(taken > 600 && taken < 700, () -> state.runs().size() + " taken");
  }
}
