package cuesta.framework.cron.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.AgentId;
import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.TaskAt;
import cuesta.engine.Effect;
import cuesta.framework.kit.KitEffect;
import cuesta.framework.kit.KitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How attempts and runs end. */
class EndingTest {
  private static final String JOB = "j";

  private final Bench bench = new Bench(2);

  @AfterEach
  void whatIsKeptIsTheState() {
    bench.checkStore();
  }

  /** A job of which a run is due. */
  private void due(Specs specs) {
    bench.put(specs);
    bench.pass(60);
  }

  private static Specs minutely() {
    return Specs.of(JOB, "@every 1m");
  }

  private Progress progress() {
    return bench.row(JOB).progress();
  }

  private Run last() {
    return bench.row(JOB).last();
  }

  @Test
  void aRunThatSucceeds() {
    due(minutely());
    assertEquals(List.of("Suppress", "Accept"), Bench.names(bench.offer("cpus:4;mem:4096")));
    TaskId task = bench.task(JOB);
    var told = bench.launched.get(task).command().environment();
    assertEquals(JOB, told.get(CronEngine.JOB));
    assertEquals("2026-03-02T10:01:00Z", told.get(CronEngine.INSTANT));
    assertEquals("1", told.get(CronEngine.ATTEMPT));
    assertEquals("j@2026-03-02T10:01:00Z#1", told.get(CronEngine.RUN));
    assertEquals(List.of("Acknowledge"), Bench.names(bench.said(task, TaskState.RUNNING, -1)));
    List<Effect> end = bench.said(task, TaskState.FINISHED, 0);
    assertEquals(List.of("Fetch", "Acknowledge"), Bench.names(end));
    assertTrue(last().succeeded());
    assertEquals(OptionalInt.of(0), last().exit());
    assertEquals(Run.Output.WANTED, last().output());
    assertTrue(progress().open().isEmpty());
    assertEquals(1, progress().tally().succeeded());
    assertEquals(
        List.of("Acknowledge"), Bench.names(bench.said(task, TaskState.FINISHED, 0)), "again");
    assertEquals(1, progress().tally().succeeded());
  }

  @Test
  void aRunThatFailsIsNotTriedAgainByItself() {
    due(minutely());
    bench.finish(JOB, 3);
    assertEquals(OptionalInt.of(3), last().exit());
    assertFalse(last().succeeded());
    assertEquals(1, progress().tally().failed());
    assertTrue(progress().open().isEmpty());
  }

  @Test
  void aRunThatFailsIsTriedAgainAfterLongerAndLongerWaits() {
    due(minutely().retries(3));
    List<Long> waits = new ArrayList<>();
    for (int attempt = 1; attempt <= 3; attempt++) {
      List<Effect> end = bench.finish(JOB, 1);
      assertFalse(Bench.names(end).contains("Fetch"), "only what the last attempt wrote is kept");
      Run run = bench.open(JOB);
      assertEquals(attempt + 1, run.attempt());
      assertEquals("it ended with status 1", run.before().orElseThrow().detail());
      Duration wait = Duration.between(bench.now(), run.until().orElseThrow());
      waits.add(wait.toMillis());
      assertTrue(bench.state().launches().open().isEmpty(), "it may not be launched yet");
      bench.pass(wait.minusNanos(1));
      assertTrue(bench.state().launches().waiting().isEmpty());
      bench.pass(Duration.ofNanos(1));
      assertEquals(1, bench.state().launches().waiting().size());
    }
    for (int i = 0; i < 3; i++) {
      long middle = 5_000L << i;
      assertTrue(Math.abs(waits.get(i) - middle) <= middle / 4, waits::toString);
    }
    assertTrue(bench.task(JOB).value().endsWith("@20260302T100100Z-4"), bench.task(JOB)::value);
    bench.finish(JOB, 1);
    assertEquals(4, last().attempt());
    assertEquals(1, bench.row(JOB).history().size());
    assertEquals(1, progress().tally().failed());
    assertEquals(4, bench.launched.size());
  }

  @Test
  void anAttemptThatSucceedsEndsTheRun() {
    due(minutely().retries(3));
    bench.finish(JOB, 1);
    bench.pass(7);
    bench.finish(JOB, 0);
    assertTrue(last().succeeded());
    assertEquals(2, last().attempt());
    assertEquals(0, progress().tally().failed());
  }

  @Test
  void whatIsDueWhileARetryIsAwaitedOverlaps() {
    due(minutely().retries(1));
    bench.pass(58);
    bench.finish(JOB, 1);
    bench.pass(2);
    assertEquals(List.of("FIRED 10:01:00", "OVERLAP 10:02:00"), Lines.of(bench.row(JOB)));
  }

  @Test
  void anAttemptThatTakesTooLongIsKilledAndCountsAsFailedWhateverItSays() {
    due(minutely().timeout(20));
    bench.pass(30); // no offer: it takes no time yet
    TaskId task = bench.start(JOB);
    bench.sent.clear();
    bench.pass(Duration.ofSeconds(20).minusNanos(1));
    assertEquals(List.of(), Bench.names(bench.sent));
    bench.pass(Duration.ofNanos(1));
    assertEquals(List.of(new KitEffect.Kill(task, Duration.ofSeconds(3))), kills());
    bench.pass(50);
    assertEquals(1, kills().size());
    bench.said(task, TaskState.FINISHED, 0);
    assertFalse(last().succeeded());
    assertEquals(Run.Stop.TIMEOUT, last().stop());
    assertEquals(1, progress().tally().failed());
  }

  private List<Effect> kills() {
    return bench.sent.stream().filter(KitEffect.Kill.class::isInstance).toList();
  }

  @Test
  void anAttemptAfterOneThatTookTooLongHasItsOwnTime() {
    due(minutely().timeout(20).retries(1));
    TaskId task = bench.start(JOB);
    bench.pass(20);
    bench.said(task, TaskState.KILLED, 143);
    Run again = bench.open(JOB);
    assertEquals(Run.Stop.NO, again.stop());
    assertEquals("it took longer than 20 s", again.before().orElseThrow().detail());
    bench.pass(7);
    bench.sent.clear();
    bench.start(JOB);
    bench.pass(19);
    assertEquals(List.of(), kills());
    bench.pass(1);
    assertEquals(1, kills().size());
  }

  /** The job may be replaced between the kill and the end. */
  @Test
  void anAttemptThatTookTooLongEndsThoughItsJobHasNoLimitAnyMore() {
    due(minutely().timeout(20).retries(1));
    TaskId task = bench.start(JOB);
    bench.pass(20);
    bench.put(minutely().retries(1));
    bench.said(task, TaskState.KILLED, 143);
    assertEquals(2, bench.open(JOB).attempt());
  }

  @Test
  void aNewLimitCountsForWhatRunsAlready() {
    due(minutely());
    TaskId task = bench.start(JOB);
    bench.pass(30);
    bench.sent.clear();
    bench.put(minutely().timeout(40));
    bench.pass(9);
    assertEquals(List.of(), kills());
    bench.pass(1);
    assertEquals(List.of(new KitEffect.Kill(task, Duration.ofSeconds(3))), kills());
  }

  @Test
  void aRunOfALostAgentIsOpenUntilSomebodyKnows() {
    due(minutely());
    TaskId task = bench.start(JOB);
    AgentId agent = new AgentId(Bench.AGENT);
    List<Effect> asked = bench.tell(new KitEvent.AgentLost(agent));
    assertTrue(asked.contains(new KitEffect.Reconcile(List.of(TaskAt.on(task, agent)))));
    bench.said(task, TaskState.UNREACHABLE);
    assertEquals(TaskState.UNREACHABLE, bench.open(JOB).launch().state());
    bench.pass(60);
    assertEquals("OVERLAP 10:02:00", Lines.of(bench.row(JOB)).getLast());
    bench.said(task, TaskState.GONE);
    assertEquals(OptionalInt.of(-1), last().exit());
    assertEquals(1, progress().tally().failed());
  }

  @Test
  void aLaunchThatCameToNothingIsRepeatedUnderAnotherNameAndOnlySoOften() {
    due(minutely().retries(1));
    for (int i = 1; i <= CronLimits.LAUNCHES; i++) {
      bench.offer("cpus:4;mem:4096");
      TaskId task = bench.task(JOB);
      assertEquals(i > 1, task.value().endsWith("-1." + i));
      Reason gone = Reason.of("OFFER_UNKNOWN", "o", "gone");
      List<Effect> asked = bench.tell(new KitEvent.AcceptRefused(List.of(task), gone));
      assertTrue(Bench.names(asked).contains("Reconcile"));
      assertEquals(1, bench.open(JOB).attempt());
      bench.said(task, TaskState.UNKNOWN);
    }
    Run run = bench.open(JOB);
    assertEquals(2, run.attempt());
    String why = run.before().orElseThrow().detail();
    assertTrue(why.contains("none of 3 launches started it"), why);
    assertEquals(CronLimits.LAUNCHES, bench.launched.size());
  }

  @Test
  void whatNeverRanHasNoOutput() {
    due(minutely());
    for (int i = 0; i < CronLimits.LAUNCHES; i++) {
      bench.offer("cpus:4;mem:4096");
      bench.said(bench.task(JOB), TaskState.DROPPED);
    }
    assertEquals(Run.Output.NONE, last().output());
    assertEquals(Optional.empty(), last().launch().started());
    assertFalse(last().succeeded());
  }

  @Test
  void outputsAreKeptOnceAndAskedForOnce() {
    due(minutely());
    bench.finish(JOB, 0);
    fetched(1, 100);
    assertEquals(Run.Output.KEPT, last().output());
    assertEquals(100, bench.state().totals().outputBytes());
    fetched(1, 200);
    assertEquals(100, bench.state().totals().outputBytes());
    bench.sent.clear();
    bench.load();
    assertFalse(Bench.names(bench.sent).contains("Fetch"));
  }

  private void fetched(long run, int bytes) {
    bench.tell(
        new CronEvent.Fetched(JOB, run, Optional.of(Packed.of(new byte[bytes])), Optional.empty()));
  }

  @Test
  void anOutputThatCannotBeReadLeavesTheReason() {
    due(minutely());
    bench.finish(JOB, 0);
    Reason why = Reason.of("OUTPUT_UNAVAILABLE", "t", "no such file");
    bench.tell(new CronEvent.Fetched(JOB, 1, Optional.empty(), Optional.of(why)));
    assertEquals(Run.Output.UNREAD, last().output());
    assertEquals(Optional.of(why), last().launch().why());
    assertTrue(last().succeeded());
  }

  @Test
  void theOldestOutputsGiveWay() {
    bench.put(minutely());
    bench.put(Specs.of("k", "@every 1m"));
    int each = (int) (CronLimits.OUTPUTS_BYTES / 4) + 1;
    List<String> jobs = List.of("k", JOB, JOB, "k", JOB);
    for (String job : jobs) {
      bench.pass(60);
      bench.finish(JOB, 0);
      bench.finish("k", 0);
      long number = bench.row(job).last().number();
      bench.tell(
          new CronEvent.Fetched(
              job, number, Optional.of(Packed.of(new byte[each])), Optional.empty()));
    }
    assertEquals(3, bench.state().outputs().size());
    assertEquals(3L * each, bench.state().totals().outputBytes());
    assertEquals(Run.Output.DROPPED, bench.row("k").history().get(1L).output());
    assertEquals(Run.Output.DROPPED, bench.row(JOB).history().get(2L).output());
    assertEquals(Run.Output.KEPT, bench.row(JOB).history().get(3L).output());
    assertEquals(3, bench.store.keySet().stream().filter(k -> k.startsWith("written/")).count());
  }

  @Test
  void theNewestRunsAndLinesAreKept() {
    bench.put(minutely());
    int runs = CronLimits.LINES + 100;
    for (int i = 1; i <= runs; i++) {
      bench.pass(60);
      bench.finish(JOB, 0);
      fetched(i, 10);
    }
    Row row = bench.row(JOB);
    assertEquals(CronLimits.HISTORY, row.history().size());
    assertEquals(runs, row.last().number());
    assertEquals(10L * CronLimits.HISTORY, bench.state().totals().outputBytes());
    List<Entry> ledger = row.ledger(Integer.MAX_VALUE);
    int more = ledger.size() - CronLimits.LINES;
    assertTrue(more >= 0 && more <= 2 * CronLimits.SEGMENT, () -> ledger.size() + " lines");
    Instant newest = Bench.START.plusSeconds(60L * runs);
    for (int i = 0; i < ledger.size(); i++) {
      assertEquals(newest.minusSeconds(60L * i), ledger.get(i).first());
    }
    assertEquals(runs, progress().lines());
    assertEquals(runs, progress().tally().of(Decision.FIRED));
    int entries = 2 + row.segments().size() + 2 * CronLimits.HISTORY;
    assertEquals(entries, bench.store.size());
  }
}
