package cuesta.framework.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.TaskAt;
import cuesta.api.framework.TaskInfo;
import cuesta.api.framework.UpdateView;
import cuesta.api.resources.Resources;
import cuesta.contracts.framework.fakes.FakeOffer;
import cuesta.contracts.framework.fakes.FakeUpdate;
import cuesta.engine.Effect;
import cuesta.engine.SplitMix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A unit of work on its way onto an agent, as a framework would drive it. */
class LaunchesTest {
  private static final AgentId A1 = new AgentId("a1");
  private static final int MOST = 2;
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final List<Effect> effects = new ArrayList<>();
  private final SplitMix random = new SplitMix(1);
  private Launches<Long> launches = Launches.none();

  private static Wish<Long> wish(long key) {
    return new Wish<>(key, RoleId.DEFAULT, Resources.cpusMem(1_000, 64_000), 0, Constraint.NONE);
  }

  private void begin(long... keys) {
    for (long key : keys) {
      launches = launches.with(key, Launch.waiting("u" + key));
    }
  }

  private List<KitEffect> offered(String resources) {
    effects.clear();
    Plan<Long> plan =
        launches.place(List.of(FakeOffer.of("o1", "a1", resources)), LaunchesTest::wish, 10);
    plan.intents().forEach(one -> launches = launches.with(one.key(), one.launch()));
    plan.accept(LaunchesTest::task, effects);
    return effects.stream().map(KitEffect.class::cast).toList();
  }

  private static TaskInfo task(Plan.Intent<Long> intent) {
    return new TaskInfo(
        intent.launch().task(),
        "n",
        intent.launch().at().orElseThrow().resources(),
        cuesta.api.framework.CommandInfo.of(List.of("true"), new java.util.TreeMap<>()),
        GRACE,
        Collections.emptySortedMap());
  }

  private Outcome<Long> heard(UpdateView update) {
    effects.clear();
    Launches.Heard<Long> heard = launches.heard(update, MOST, random, effects);
    launches = heard.launches();
    return kept(heard.outcome());
  }

  private Outcome<Long> kept(Outcome<Long> outcome) {
    switch (outcome) {
      case Outcome.Nothing<Long> o -> {}
      case Outcome.Said<Long> o -> launches = launches.with(o.key(), o.launch());
      case Outcome.Ended<Long> o -> launches = launches.with(o.key(), o.launch());
      case Outcome.Again<Long> o -> launches = launches.with(o.key(), o.launch());
      case Outcome.GaveUp<Long> o -> launches = launches.with(o.key(), o.launch());
    }
    return outcome;
  }

  private static UpdateView agentSays(String task, TaskState state, int exit) {
    return FakeUpdate.ofAgent("u", new TaskId(task), A1, state, exit);
  }

  private static UpdateView masterSays(String task, TaskState state) {
    return FakeUpdate.ofMaster(new TaskId(task), state, Reasons.RECONCILIATION);
  }

  private Launch launch(long key) {
    return launches.open().get(key);
  }

  @Test
  void theFirstOnesAreLaunchedTheOthersWait() {
    begin(3, 1, 2);
    KitEffect.Accept accept =
        assertInstanceOf(KitEffect.Accept.class, offered("cpus:2;mem:4096").getFirst());
    assertEquals(List.of("u1", "u2"), accept.tasks().stream().map(t -> t.id().value()).toList());
    assertEquals(A1, launch(1).at().orElseThrow().agent());
    assertTrue(launch(3).waits());
    assertEquals(1, launches.waiting().size());
    assertEquals(2, launches.live().size());
    assertEquals(
        List.of(Resources.cpusMem(1_000, 64_000)), launches.shapes(key -> wish(key).amounts()));
  }

  @Test
  void whatIsSaidOfItIsToldOnceAndItsEndEndsIt() {
    begin(1);
    offered("cpus:2;mem:4096");
    assertInstanceOf(Outcome.Said.class, heard(agentSays("u1", TaskState.RUNNING, -1)));
    assertTrue(launch(1).started().isPresent());
    assertInstanceOf(Outcome.Nothing.class, heard(agentSays("u1", TaskState.RUNNING, -1)));
    assertInstanceOf(Outcome.Nothing.class, heard(masterSays("u1", TaskState.STAGING)));
    Outcome.Ended<?> end =
        assertInstanceOf(Outcome.Ended.class, heard(agentSays("u1", TaskState.FAILED, 7)));
    assertEquals(OptionalInt.of(7), end.exit());
    assertEquals(TaskState.FAILED, end.launch().state());
    assertTrue(launches.open().isEmpty() && launches.live().isEmpty());
  }

  @Test
  void neverRanIsLaunchedAgainUnderAnotherNameUpToTheLimit() {
    begin(1);
    offered("cpus:2;mem:4096");
    Outcome.Again<?> again =
        assertInstanceOf(Outcome.Again.class, heard(agentSays("u1", TaskState.DROPPED, -1)));
    assertTrue(again.launch().why().orElseThrow().detail().startsWith("launch 1 of at most 2"));
    assertTrue(launch(1).waits());
    offered("cpus:2;mem:4096");
    assertEquals("u1.2", launch(1).task().value());
    assertInstanceOf(Outcome.Nothing.class, heard(masterSays("u1", TaskState.UNKNOWN)));
    Outcome.GaveUp<?> over =
        assertInstanceOf(Outcome.GaveUp.class, heard(masterSays("u1.2", TaskState.UNKNOWN)));
    assertEquals(TaskState.GONE, over.launch().state());
    assertTrue(over.launch().why().orElseThrow().detail().startsWith("none of 2 launches"));
    assertTrue(launches.open().isEmpty());
  }

  @Test
  void whatRanAndVanishedIsLostAndIfItComesBackItIsKilled() {
    begin(1);
    offered("cpus:2;mem:4096");
    heard(agentSays("u1", TaskState.RUNNING, -1));
    Outcome.Ended<?> end =
        assertInstanceOf(Outcome.Ended.class, heard(masterSays("u1", TaskState.UNKNOWN)));
    assertEquals(Outcome.LOST, end.exit());
    assertInstanceOf(Outcome.Nothing.class, heard(agentSays("u1", TaskState.RUNNING, -1)));
    assertEquals(List.of(new KitEffect.Kill(new TaskId("u1"), Duration.ZERO)), effects);
  }

  @Test
  void whoIsAwayIsAskedForUntilItIsKnown() {
    begin(1);
    offered("cpus:2;mem:4096");
    assertInstanceOf(Outcome.Said.class, heard(masterSays("u1", TaskState.UNREACHABLE)));
    assertTrue(launches.asking().open().has(new TaskId("u1")));
    effects.clear();
    launches = launches.askAgain(random, effects);
    assertEquals(
        new KitEffect.Reconcile(List.of(TaskAt.on(new TaskId("u1"), A1))), effects.getFirst());
    heard(agentSays("u1", TaskState.RUNNING, -1));
    assertTrue(launches.asking().open().isEmpty());
  }

  @Test
  void whoComesBackThoughItIsToBeKilledIsKilled() {
    begin(1);
    offered("cpus:2;mem:4096");
    heard(agentSays("u1", TaskState.RUNNING, -1));
    kept(launches.kill(1L, GRACE, effects));
    heard(agentSays("u1", TaskState.RUNNING, -1));
    assertEquals(List.of(), effects);
    heard(masterSays("u1", TaskState.UNREACHABLE));
    heard(masterSays("u1", TaskState.RUNNING));
    assertEquals(List.of(new KitEffect.Kill(new TaskId("u1"), GRACE)), effects);
  }

  /** A leader that knows nothing of the task yet, since its agent is not back, forgets the kill. */
  @Test
  void whoIsKilledBeforeTheMasterKnowsItIsKilledAgainWhenItDoes() {
    begin(1);
    offered("cpus:2;mem:4096");
    heard(agentSays("u1", TaskState.RUNNING, -1));
    effects.clear();
    launches = launches.resume(true, random, effects);
    kept(launches.kill(1L, GRACE, effects));
    heard(masterSays("u1", TaskState.RUNNING));
    assertEquals(
        List.of(new KitEffect.Kill(new TaskId("u1"), GRACE)),
        effects.stream().filter(KitEffect.Kill.class::isInstance).toList());
    heard(agentSays("u1", TaskState.RUNNING, -1));
    assertEquals(List.of(), effects);
  }

  @Test
  void aWishToKillIsKeptRepeatedAndOnlyShortened() {
    begin(1, 2);
    offered("cpus:1;mem:4096");
    effects.clear();
    assertInstanceOf(Outcome.Said.class, kept(launches.kill(1L, GRACE, effects)));
    assertInstanceOf(Outcome.Nothing.class, kept(launches.kill(1L, GRACE.plus(GRACE), effects)));
    KitEffect.Kill kill = new KitEffect.Kill(new TaskId("u1"), GRACE);
    assertEquals(List.of(kill, kill), effects);
    Outcome.Ended<?> end =
        assertInstanceOf(Outcome.Ended.class, kept(launches.kill(2L, GRACE, effects)));
    assertEquals(TaskState.KILLED, end.launch().state());
    assertEquals(Reasons.KILLED_DURING_LAUNCH, end.launch().why().orElseThrow().code());
    assertInstanceOf(Outcome.Nothing.class, launches.kill(2L, GRACE, effects));
    effects.clear();
    Launches<Long> successor = Launches.<Long>none().with(1L, launch(1));
    successor.resume(true, random, effects);
    assertEquals(new KitEffect.Reconcile(List.of()), effects.getFirst());
    assertEquals(new KitEffect.Reconcile(List.of(TaskAt.on(new TaskId("u1"), A1))), effects.get(1));
    assertEquals(kill, effects.getLast());
    end = assertInstanceOf(Outcome.Ended.class, heard(agentSays("u1", TaskState.DROPPED, -1)));
    assertEquals(TaskState.KILLED, end.launch().state());
  }

  @Test
  void lostAgentsAndRefusedAcceptsAreAskedFor() {
    begin(1);
    offered("cpus:1;mem:4096");
    effects.clear();
    launches.lost(new AgentId("a2"), random, effects);
    launches.refused(List.of(new TaskId("other")), random, effects);
    assertEquals(List.of(), effects);
    launches.lost(A1, random, effects);
    assertEquals(
        new KitEffect.Reconcile(List.of(TaskAt.on(new TaskId("u1"), A1))), effects.getFirst());
    effects.clear();
    launches.refused(List.of(new TaskId("other"), new TaskId("u1")), random, effects);
    assertEquals(
        new KitEffect.Reconcile(List.of(TaskAt.on(new TaskId("u1"), A1))), effects.getFirst());
  }
}
