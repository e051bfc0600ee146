package cuesta.framework.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.Reasons;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.TaskAt;
import cuesta.api.resources.Resources;
import cuesta.contracts.framework.fakes.FakeUpdate;
import cuesta.engine.Effect;
import cuesta.engine.SplitMix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of the small decisions: verdicts, waits, questions, appetite. */
class DecisionsTest {
  private static final TaskId T1 = new TaskId("t1");
  private static final TaskId T2 = new TaskId("t2");
  private static final TaskAt AT1 = TaskAt.on(T1, new AgentId("a1"));
  private static final TaskAt AT2 = TaskAt.anywhere(T2);
  private static final List<Resources> SMALL = List.of(Resources.cpusMem(100, 1_000));

  private final List<Effect> effects = new ArrayList<>();
  private final SplitMix random = new SplitMix(1);

  private static Verdict verdict(TaskState state, String code, boolean ran) {
    return Verdict.of(FakeUpdate.ofMaster(T1, state, code), ran);
  }

  @Test
  void launchedAgainIsOnlyWhatIsGoneAndNeverRan() {
    for (TaskState state : TaskState.values()) {
      Verdict expected =
          switch (state) {
            case STAGING, STARTING, RUNNING, KILLING -> Verdict.LIVE;
            case UNREACHABLE -> Verdict.AWAY;
            case FINISHED, FAILED, KILLED, ERROR -> Verdict.ENDED;
            default -> Verdict.NEVER_RAN;
          };
      assertEquals(expected, verdict(state, Reasons.TASK_INVALID, false), state.name());
      assertEquals(
          expected == Verdict.NEVER_RAN ? Verdict.VANISHED : expected,
          verdict(state, Reasons.TASK_INVALID, true),
          state.name());
    }
    assertEquals(Verdict.ASK, verdict(TaskState.ERROR, Reasons.TASK_ID_TAKEN, false));
    assertEquals(Verdict.NEVER_RAN, verdict(TaskState.ERROR, Reasons.RESOURCES_EXCEEDED, false));
  }

  @Test
  void waitsDoubleUpToTheLongest() {
    Backoff waits = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));
    for (int round = 0; round < 100; round++) {
      double seconds = waits.nanos(round, random) / 1e9;
      double middle = Math.min(300, 2 * Math.pow(2, round));
      assertTrue(seconds >= middle * 0.75 && seconds <= middle * 1.25, round + ": " + seconds);
    }
  }

  @Test
  void askedIsUntilAnswered() {
    Asking asking = Asking.NONE.ask(List.of(), random, effects);
    assertEquals(List.of(), effects);
    asking = asking.ask(List.of(AT1, AT2), random, effects);
    assertEquals(new KitEffect.Reconcile(List.of(AT1, AT2)), effects.getFirst());
    assertTrue(effects.getLast() instanceof Effect.Arm);
    asking = asking.answered(T1);
    effects.clear();
    asking = asking.again(random, effects);
    assertEquals(new KitEffect.Reconcile(List.of(AT2)), effects.getFirst());
    assertEquals(1, asking.round());
    assertSame(asking, asking.later(AT2, random, effects));
    effects.clear();
    assertEquals(Asking.NONE, asking.answered(T2).again(random, effects));
    assertEquals(List.of(), effects);
  }

  @Test
  void anIdleFrameworkSuppressesOnceAndWorkRevivesIt() {
    Appetite appetite = Appetite.fresh(List.of(RoleId.DEFAULT)).sated(effects);
    assertEquals(List.of(new KitEffect.Suppress(RoleId.DEFAULT)), effects);
    effects.clear();
    appetite = appetite.sated(effects);
    assertEquals(List.of(), effects);
    appetite = appetite.hungry(SMALL, effects);
    assertEquals(
        List.of(new KitEffect.Demand(SMALL), new KitEffect.Revive(RoleId.DEFAULT)), effects);
    effects.clear();
    appetite = appetite.hungry(SMALL, effects);
    assertEquals(List.of(), effects);
    appetite = appetite.declined().hungry(SMALL, effects);
    assertEquals(List.of(new KitEffect.Revive(RoleId.DEFAULT)), effects);
    effects.clear();
    appetite.demand(List.of(), effects);
    assertEquals(List.of(new KitEffect.Demand(List.of())), effects);
  }
}
