package cuesta.framework.cron.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.engine.Effect;
import cuesta.framework.cron.engine.CronEvent.Fetched;
import cuesta.framework.kit.KitEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A successor takes over at any moment, and goes on where its predecessor stood. */
class SwapTest {
  private static final String JOB = "j";
  private static final String PLENTY = "cpus:64;mem:65536";

  /** What a run may be at, in an order in which they can be brought about. */
  private enum At {
    KILLED,
    RUNNING,
    LAUNCHED,
    RETRY,
    WAITING
  }

  private final Bench bench = new Bench(4);

  private static Specs minutely() {
    return Specs.of(JOB, "@every 1m");
  }

  static Stream<Set<At>> combinations() {
    return IntStream.range(1, 1 << At.values().length)
        .mapToObj(
            bits -> {
              EnumSet<At> all = EnumSet.noneOf(At.class);
              for (At at : At.values()) {
                if ((bits >> at.ordinal() & 1) != 0) {
                  all.add(at);
                }
              }
              return all;
            });
  }

  /** Begins a run and brings it to where it is to be. */
  private void bring(At at) {
    bench.tell(new CronEvent.RunNow(JOB, 1));
    Key key = new Key(bench.now(), JOB, bench.row(JOB).progress().runs());
    if (at == At.WAITING) {
      return;
    }
    bench.offer("cpus:0.5;mem:64");
    TaskId task = bench.state().run(key).launch().task();
    switch (at) {
      case KILLED -> {
        bench.said(task, TaskState.RUNNING, -1);
        bench.pass(30);
      }
      case RUNNING -> bench.said(task, TaskState.RUNNING, -1);
      case RETRY -> bench.said(task, TaskState.FAILED, 1);
      default -> {
        // nobody has said anything yet
      }
    }
  }

  private List<TaskId> live() {
    return List.copyOf(new ArrayList<>(keys()));
  }

  private TreeSet<TaskId> keys() {
    TreeSet<TaskId> tasks = new TreeSet<>();
    bench.state().launches().live().keys().forEach(tasks::add);
    return tasks;
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void runsGoOnInWhateverStateTheyAre(Set<At> states) {
    bench.put(Specs.of(JOB, "@yearly").allow().retries(1).timeout(30));
    states.forEach(this::bring);
    List<TaskId> live = live();
    TaskId killed = states.contains(At.KILLED) ? bench.open(JOB).launch().task() : null;
    CronState before = bench.state();
    bench.sent.clear();
    bench.load();
    CheckedEngine.assertSame(before, bench.state());
    assertTrue(bench.sent.contains(new KitEffect.Reconcile(List.of())));
    assertEquals(live, asked());
    List<Effect> kills = bench.sent.stream().filter(KitEffect.Kill.class::isInstance).toList();
    List<Effect> wanted =
        killed == null ? List.of() : List.of(new KitEffect.Kill(killed, Duration.ofSeconds(3)));
    assertEquals(wanted, kills);
    for (int i = 0; i < 2; i++) {
      live().forEach(task -> bench.said(task, TaskState.RUNNING, -1));
      live().forEach(task -> bench.said(task, TaskState.FINISHED, 0));
      bench.pass(7);
      bench.offer(PLENTY);
    }
    live().forEach(task -> bench.said(task, TaskState.FINISHED, 0));
    int second = (states.contains(At.KILLED) ? 1 : 0) + (states.contains(At.RETRY) ? 1 : 0);
    assertEquals(states.size() + second, bench.launched.size());
    assertEquals(states.size(), bench.row(JOB).history().size());
    assertEquals(states.size(), bench.row(JOB).progress().tally().succeeded());
    assertTrue(bench.row(JOB).progress().open().isEmpty());
    bench.checkStore();
  }

  private List<TaskId> asked() {
    TreeSet<TaskId> tasks = new TreeSet<>();
    for (Effect effect : bench.sent) {
      if (effect instanceof KitEffect.Reconcile question) {
        question.tasks().forEach(one -> tasks.add(one.task()));
      }
    }
    return List.copyOf(tasks);
  }

  @Test
  void aLaunchThatWasMeantButNeverLeftIsRepeatedUnderAnotherName() {
    bench.put(minutely());
    bench.pass(60);
    bench.hold();
    bench.offer(PLENTY);
    bench.crashAfter(1);
    assertTrue(bench.launched.isEmpty());
    TaskId meant = bench.task(JOB);
    bench.offer(PLENTY);
    assertTrue(bench.launched.isEmpty(), "it may run");
    bench.said(meant, TaskState.UNKNOWN);
    bench.offer(PLENTY);
    assertEquals(Set.of(new TaskId(meant + ".2")), bench.launched.keySet());
  }

  @Test
  void aTimeThatIsUpMeanwhileKillsAtOnce() {
    bench.put(minutely().timeout(20));
    bench.pass(60);
    TaskId task = bench.start(JOB);
    bench.away(Duration.ofSeconds(30));
    bench.sent.clear();
    bench.pass(0);
    assertTrue(bench.sent.contains(new KitEffect.Kill(task, Duration.ofSeconds(3))));
  }

  @Test
  void aWaitForARetryIsNeitherLongerNorShorter() {
    bench.put(minutely().retries(1));
    bench.pass(60);
    bench.finish(JOB, 1);
    Duration left = Duration.between(bench.now(), bench.open(JOB).until().orElseThrow());
    bench.away(left.minusSeconds(1));
    bench.pass(Duration.ofMillis(999));
    assertTrue(bench.state().launches().waiting().isEmpty());
    bench.pass(Duration.ofMillis(1));
    assertEquals(1, bench.state().launches().waiting().size());
  }

  @Test
  void whatIsCaughtUpStaysInOrder() {
    bench.put(minutely().catchUp(Spec.CatchUp.ALL));
    bench.away(Duration.ofMinutes(3));
    bench.pass(0);
    for (int i = 1; i <= 3; i++) {
      bench.load();
      assertEquals(1, bench.state().launches().waiting().size());
      assertEquals(Bench.START.plusSeconds(60L * i), bench.open(JOB).instant());
      bench.finish(JOB, 0);
    }
    assertEquals(3, bench.row(JOB).progress().tally().succeeded());
  }

  @Test
  void anOutputThatIsNotKeptIsFetchedAgain() {
    bench.put(minutely());
    bench.pass(60);
    bench.finish(JOB, 0);
    TaskId task = bench.row(JOB).last().launch().task();
    bench.sent.clear();
    bench.load();
    assertTrue(bench.sent.contains(new CronEffect.Fetch(JOB, 1, task)));
  }

  /** The end is durable, that the run is not open any more is not. */
  @Test
  void aHalfWrittenEndCountsOnce() {
    bench.put(minutely().retries(1));
    bench.pass(60);
    TaskId task = bench.start(JOB);
    bench.hold();
    bench.said(task, TaskState.FINISHED, 0);
    bench.crashAfter(1);
    assertTrue(bench.row(JOB).progress().open().isEmpty());
    assertEquals(1, bench.row(JOB).progress().tally().succeeded());
    bench.said(task, TaskState.FINISHED, 0);
    bench.load();
    assertEquals(1, bench.row(JOB).progress().tally().succeeded());
    assertEquals(1, bench.row(JOB).history().size());
    bench.pass(60);
    assertEquals(List.of("FIRED 10:01:00", "FIRED 10:02:00"), Lines.of(bench.row(JOB)));
    bench.checkStore();
  }

  @Test
  void aHalfDeletedJobGoesOnGoing() {
    for (int written = 1; ; written++) {
      Bench one = new Bench(written);
      one.put(minutely());
      for (int i = 1; i <= 20; i++) {
        one.pass(60);
        one.finish(JOB, 0);
        one.tell(fetched(i));
      }
      one.hold();
      one.tell(new CronEvent.Delete(JOB, 1));
      int all = one.behind();
      one.crashAfter(written);
      assertNull(one.row(JOB));
      one.store.remove("progress/j"); // means nothing without the job
      assertTrue(one.store.isEmpty(), () -> one.store.keySet().toString());
      if (written == all) {
        break;
      }
    }
  }

  private static Fetched fetched(long run) {
    return new Fetched(JOB, run, Optional.of(Packed.of(new byte[10])), Optional.empty());
  }

  /** The output is durable, that the run has one is not; and now it cannot be fetched any more. */
  @Test
  void aHalfWrittenOutputGoesWithItsRun() {
    bench.put(minutely());
    bench.pass(60);
    bench.finish(JOB, 0);
    bench.hold();
    bench.tell(fetched(1));
    bench.crashAfter(1);
    bench.tell(new Fetched(JOB, 1, Optional.empty(), Optional.empty()));
    assertEquals(10, bench.state().totals().outputBytes());
    for (int i = 0; i < CronLimits.HISTORY; i++) {
      bench.pass(60);
      bench.finish(JOB, 0);
    }
    assertFalse(bench.row(JOB).history().has(1L));
    assertEquals(0, bench.state().totals().outputBytes());
    assertTrue(bench.store.keySet().stream().noneMatch(key -> key.startsWith("written/")));
    bench.checkStore();
  }

  /** An output gives way; that its run knows so must be durable before it is gone. */
  @Test
  void anOutputThatHalfGaveWayIsNotPromised() {
    bench.put(minutely());
    for (int i = 1; i <= 2; i++) {
      bench.pass(60);
      bench.finish(JOB, 0);
    }
    bench.tell(fetched(1));
    bench.hold();
    int large = (int) CronLimits.OUTPUTS_BYTES;
    bench.tell(new Fetched(JOB, 2, Optional.of(Packed.of(new byte[large])), Optional.empty()));
    bench.crashAfter(3);
    Run run = bench.row(JOB).history().get(1L);
    boolean there = bench.store.keySet().stream().anyMatch(key -> key.matches("written/.*1"));
    assertTrue(there || run.output() == Run.Output.DROPPED, run::toString);
  }

  @Test
  void aDeletedJobIsKilledAgainAndGoes() {
    bench.put(minutely().retries(3));
    bench.pass(60);
    TaskId task = bench.start(JOB);
    bench.tell(new CronEvent.Delete(JOB, 1));
    bench.sent.clear();
    bench.load();
    assertTrue(bench.sent.contains(new KitEffect.Kill(task, Duration.ofSeconds(3))));
    assertEquals(Optional.empty(), bench.row(JOB).next());
    bench.said(task, TaskState.KILLED, 143);
    assertTrue(bench.store.isEmpty());
  }
}
