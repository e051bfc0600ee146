package cuesta.framework.cron.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.engine.Effect;
import cuesta.framework.kit.KitEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people ask for. */
class RequestsTest {
  private static final String JOB = "j";

  private final Bench bench = new Bench(3);

  @AfterEach
  void whatIsKeptIsTheState() {
    bench.checkStore();
  }

  private static Specs minutely() {
    return Specs.of(JOB, "@every 1m");
  }

  private List<Effect> run() {
    return bench.tell(new CronEvent.RunNow(JOB, 7));
  }

  private List<Effect> delete() {
    return bench.tell(new CronEvent.Delete(JOB, 8));
  }

  private List<String> ledger() {
    return Lines.of(bench.row(JOB));
  }

  @Test
  void addsAndAnswersWhenItIsDurable() {
    bench.hold();
    assertEquals(List.of(), bench.put(minutely()));
    bench.sent.clear();
    bench.commit(1);
    assertEquals(List.of(), bench.sent);
    bench.commit(1);
    assertTrue(bench.sent.contains(new CronEffect.Done(1, JOB, 0)));
    assertEquals(1, bench.row(JOB).job().revision());
    assertEquals(Bench.START, bench.row(JOB).job().anchor());
  }

  @Test
  void addsNoSecondOneOfTheSameName() {
    bench.put(minutely());
    Job before = bench.row(JOB).job();
    Spec other = minutely().retries(9).spec();
    List<Effect> refused = bench.tell(new CronEvent.Put(other, CronEvent.Mode.ADD, 2));
    assertEquals("JOB_EXISTS", Bench.refusal(refused).code());
    assertEquals(before, bench.row(JOB).job());
  }

  @Test
  void aReplacedJobKeepsItsLedgerItsBeatAndItsRuns() {
    bench.put(minutely());
    bench.pass(90);
    Row before = bench.row(JOB);
    bench.put(minutely().retries(2));
    Row after = bench.row(JOB);
    assertEquals(before.progress(), after.progress());
    assertEquals(before.next(), after.next());
    assertEquals(2, after.job().revision());
    assertEquals(before.job().tag(), after.job().tag());
    assertEquals(before.job().created(), after.job().created());
  }

  @Test
  void anotherScheduleBeginsNowAndTheOldOneIsDecidedFirst() {
    bench.put(minutely());
    bench.stand(Duration.ofSeconds(63));
    bench.put(Specs.of(JOB, "@every 10s").allow());
    assertEquals(List.of("LATE 10:01:00"), ledger());
    bench.pass(20);
    assertEquals(List.of("LATE 10:01:00", "FIRED 10:01:13", "FIRED 10:01:23"), ledger());
  }

  @Test
  void anotherZoneIsAnotherSchedule() {
    bench.put(Specs.of(JOB, "30 12 * * *").zone("UTC"));
    bench.put(Specs.of(JOB, "30 12 * * *").zone("Europe/Berlin"));
    assertEquals(Optional.of(Bench.START.plusSeconds(5_400)), bench.row(JOB).next());
  }

  /** Nothing of the new schedule from before it was said is ever due. */
  @Test
  void aPausedJobThatIsReplacedStaysPausedAndSkipsByTheOldScheduleUpToNow() {
    bench.put(minutely());
    bench.tell(new CronEvent.Pause(JOB, 1));
    bench.pass(150);
    bench.put(Specs.of(JOB, "@every 10s"));
    assertEquals(List.of("PAUSED 2 to 10:02:00"), ledger());
    assertTrue(bench.row(JOB).progress().paused().isPresent());
    bench.pass(30);
    bench.tell(new CronEvent.Resume(JOB, 1));
    assertEquals(List.of("PAUSED 5 to 10:03:00"), ledger());
    assertEquals(5, bench.row(JOB).progress().tally().of(Decision.PAUSED));
  }

  @Test
  void aScheduleThatIsReplacedWhileTheClockIsBehindBeginsAtTheCursor() {
    bench.put(minutely().allow());
    bench.pass(120);
    bench.set(Duration.ofSeconds(-100));
    bench.put(Specs.of(JOB, "@every 7s").allow());
    bench.pass(106);
    assertEquals(2, ledger().size());
    bench.pass(1);
    assertEquals("FIRED 10:02:07", ledger().getLast());
  }

  @Test
  void pausingTwiceKeepsTheFirstAndResumingTwiceDoesNothing() {
    bench.put(minutely());
    bench.tell(new CronEvent.Pause(JOB, 1));
    Progress paused = bench.row(JOB).progress();
    bench.pass(10);
    assertEquals(List.of("Done"), Bench.names(bench.tell(new CronEvent.Pause(JOB, 2))));
    assertEquals(paused, bench.row(JOB).progress());
    bench.tell(new CronEvent.Resume(JOB, 3));
    Progress resumed = bench.row(JOB).progress();
    assertEquals(List.of("Done"), Bench.names(bench.tell(new CronEvent.Resume(JOB, 4))));
    assertEquals(resumed, bench.row(JOB).progress());
  }

  @Test
  void runsNowBesideTheScheduleAndLeavesNoLine() {
    bench.put(minutely());
    bench.pass(30);
    List<Effect> effects = run();
    assertTrue(effects.contains(new CronEffect.Done(7, JOB, 1)));
    assertEquals("j@2026-03-02T10:00:30Z+m1#1", bench.open(JOB).id(JOB));
    assertEquals(List.of(), ledger());
    bench.finish(JOB, 0);
    assertEquals(1, bench.row(JOB).progress().tally().succeeded());
    bench.pass(30);
    assertEquals(List.of("FIRED 10:01:00"), ledger());
  }

  @Test
  void runsNowTwiceInASecondUnderTwoNames() {
    bench.put(minutely().allow());
    run();
    run();
    bench.offer("cpus:4;mem:4096");
    assertEquals(2, bench.launched.size());
  }

  @Test
  void runsNowThoughItIsPaused() {
    bench.put(minutely());
    bench.tell(new CronEvent.Pause(JOB, 1));
    assertTrue(run().contains(new CronEffect.Done(7, JOB, 1)));
  }

  @Test
  void runsNothingNowBesideAnOpenRunUnlessItMayOverlap() {
    bench.put(minutely());
    bench.pass(60);
    assertEquals("RUN_OPEN", Bench.refusal(run()).code());
    bench.put(minutely().allow());
    for (int i = 1; i < CronLimits.OPEN; i++) {
      assertTrue(Bench.names(run()).contains("Done"));
    }
    assertEquals("RUN_OPEN", Bench.refusal(run()).code());
    assertEquals(CronLimits.OPEN, bench.row(JOB).progress().open().size());
  }

  /** It was due first: hence it is that one that runs. */
  @Test
  void whatWasDueAlreadyGoesBeforeWhatIsAskedFor() {
    bench.put(minutely());
    bench.stand(Duration.ofSeconds(61));
    assertEquals("RUN_OPEN", Bench.refusal(run()).code());
    assertEquals(List.of("LATE 10:01:00"), ledger());
  }

  @Test
  void runsThatMayNotOverlapAnyMoreGoOneAfterTheOther() {
    bench.put(minutely().allow());
    bench.pass(180);
    bench.put(minutely());
    assertEquals(1, bench.state().launches().waiting().size());
    for (int i = 3; i >= 1; i--) {
      assertEquals(i, bench.row(JOB).progress().open().size());
      bench.finish(JOB, 0);
    }
    assertEquals(3, bench.row(JOB).progress().tally().succeeded());
  }

  @Test
  void deletesAJobWithAllThatIsKeptOfIt() {
    bench.put(minutely());
    for (int i = 1; i <= 2 * CronLimits.SEGMENT + 3; i++) {
      bench.pass(60);
      bench.finish(JOB, 0);
      bench.tell(
          new CronEvent.Fetched(JOB, i, Optional.of(Packed.of(new byte[5])), Optional.empty()));
    }
    assertTrue(delete().contains(new CronEffect.Done(8, JOB, 0)));
    assertTrue(bench.store.isEmpty(), () -> bench.store.keySet().toString());
    assertNull(bench.row(JOB));
    assertEquals(new CronState.Totals(0, 0, 0), bench.state().totals());
    assertEquals(Reasons.UNKNOWN, Bench.refusal(delete()).code());
  }

  @Test
  void whatWaitsOfADeletedJobIsDroppedAtOnce() {
    bench.put(minutely().catchUp(Spec.CatchUp.ALL));
    bench.away(Duration.ofMinutes(3));
    bench.pass(0);
    assertTrue(Bench.names(delete()).contains("Suppress"));
    assertNull(bench.row(JOB));
    assertTrue(bench.state().launches().open().isEmpty());
  }

  @Test
  void aDeletedJobGoesWhenItsRunsHaveEnded() {
    bench.put(minutely().allow().retries(3));
    bench.pass(120);
    bench.offer("cpus:0.5;mem:64");
    TaskId task = bench.task(JOB);
    List<Effect> effects = delete();
    assertTrue(effects.contains(new KitEffect.Kill(task, Duration.ofSeconds(3))));
    assertEquals(1, bench.row(JOB).progress().open().size(), "the other one had not begun");
    assertEquals(Optional.empty(), bench.row(JOB).next());
    bench.pass(120);
    for (CronEvent asked :
        List.of(
            new CronEvent.Put(minutely().spec(), CronEvent.Mode.EITHER, 9),
            new CronEvent.RunNow(JOB, 9),
            new CronEvent.Pause(JOB, 9),
            new CronEvent.Resume(JOB, 9))) {
      assertEquals("JOB_DELETED", Bench.refusal(bench.tell(asked)).code());
    }
    assertTrue(delete().contains(new CronEffect.Done(8, JOB, 0)));
    List<Effect> end = bench.said(task, TaskState.KILLED, 143);
    assertFalse(Bench.names(end).contains("Fetch"));
    assertNull(bench.row(JOB));
    assertTrue(bench.store.isEmpty(), () -> bench.store.keySet().toString());
  }

  @Test
  void aDeletedJobGoesThoughItsRunWasBeingKilledAlready() {
    bench.put(minutely().timeout(10).retries(3));
    bench.pass(60);
    TaskId task = bench.start(JOB);
    bench.pass(10);
    delete();
    bench.said(task, TaskState.KILLED, 143);
    assertNull(bench.row(JOB));
  }

  @Test
  void aDeletedJobForgetsTheRetryThatIsAwaited() {
    bench.put(minutely().retries(3));
    bench.pass(60);
    bench.finish(JOB, 1);
    delete();
    assertNull(bench.row(JOB));
    assertTrue(bench.state().wakes().times().isEmpty());
  }

  @Test
  void aNewJobOfTheSameNameHasOtherTasks() {
    List<String> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      bench.put(minutely());
      run();
      bench.offer("cpus:0.5;mem:64");
      TaskId task = bench.task(JOB);
      tasks.add(task.value());
      delete();
      bench.said(task, TaskState.KILLED, 143);
    }
    assertNotEquals(tasks.getFirst(), tasks.getLast());
  }

  @Test
  void whatAllDescriptionsTakeIsBounded() {
    Bench many = new Bench(1, new CronEngine());
    int taken = 0;
    while (Bench.names(many.put(Specs.of("j" + taken, "@yearly").large(60_000))).contains("Done")) {
      taken++;
    }
    assertTrue(many.state().totals().specBytes() <= CronLimits.SPECS_BYTES);
    assertTrue(many.state().totals().specBytes() > CronLimits.SPECS_BYTES - 61_000);
    assertEquals(List.of("Done"), Bench.names(many.put(Specs.of("j0", "@yearly"))));
    assertEquals(List.of("Done"), Bench.names(many.put(Specs.of("more", "@yearly").large(50_000))));
    many.tell(new CronEvent.Delete("j1", 0));
    assertEquals(List.of("Done"), Bench.names(many.put(Specs.of("most", "@yearly").large(50_000))));
  }

  @Test
  void soManyJobsAndNoMore() {
    Bench many = new Bench(1, new CronEngine());
    for (int i = 0; i < CronLimits.JOBS; i++) {
      many.put(Specs.of("j" + i, "@yearly"));
    }
    assertEquals(CronLimits.JOBS, many.state().rows().size());
    assertEquals("OVERLOADED", Bench.refusal(many.put(Specs.of("more", "@yearly"))).code());
    assertTrue(Bench.names(many.put(Specs.of("j7", "@daily"))).contains("Done"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "run", "delete"})
  void nobodyKnowsAnUnknownJob(String what) {
    CronEvent asked =
        switch (what) {
          case "pause" -> new CronEvent.Pause(JOB, 1);
          case "resume" -> new CronEvent.Resume(JOB, 1);
          case "run" -> new CronEvent.RunNow(JOB, 1);
          default -> new CronEvent.Delete(JOB, 1);
        };
    assertEquals(Reasons.UNKNOWN, Bench.refusal(bench.tell(asked)).code());
  }
}
