package cuesta.framework.cron.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of due instants. The bench's clock begins at ten. */
class TicksTest {
  private static final String JOB = "j";

  private final Bench bench = new Bench(1);

  private List<String> ledger() {
    return Lines.of(bench.row(JOB));
  }

  private void add(String schedule) {
    bench.put(Specs.of(JOB, schedule));
  }

  @Test
  void firesAtTheInstantAndNotBefore() {
    add("*/5 * * * *");
    bench.pass(Duration.ofMinutes(5).minusNanos(1));
    assertEquals(List.of(), ledger());
    assertEquals(0, bench.row(JOB).progress().runs());
    bench.pass(Duration.ofNanos(1));
    assertEquals(List.of("FIRED 10:05:00"), ledger());
    Run run = bench.row(JOB).progress().open().get(1L);
    assertEquals(Bench.START.plusSeconds(300), run.instant());
    assertEquals(bench.now(), run.begun());
    assertTrue(run.launch().waits());
    assertEquals("j@2026-03-02T10:05:00Z#1", run.id(JOB));
    assertEquals(Optional.of(Bench.START.plusSeconds(600)), bench.row(JOB).next());
  }

  @Test
  void theInstantAtWhichItIsAddedIsNotDue() {
    add("*/5 * * * *");
    add("@every 1m");
    assertEquals(List.of(), ledger());
  }

  /** Or a crash in between would decide an instant twice, or forget one. */
  @Test
  void cursorLineAndRunAreOneChange() {
    add("@every 1m");
    bench.hold();
    bench.pass(60);
    bench.commit(1);
    CronChange.Moved moved = (CronChange.Moved) bench.kept().getLast();
    assertEquals(Bench.START.plusSeconds(60), moved.progress().cursor());
    assertEquals(1, moved.progress().tail().size());
    assertEquals(1, moved.progress().open().size());
    assertEquals(1, moved.progress().tally().of(Decision.FIRED));
  }

  @Test
  void whatIsDueWhileARunIsOpenIsSkippedInOneLine() {
    add("@every 1m");
    bench.pass(240);
    assertEquals(List.of("FIRED 10:01:00", "OVERLAP 3 to 10:04:00"), ledger());
    assertEquals("j@2026-03-02T10:01:00Z#1", bench.row(JOB).progress().tail().getLast().detail());
    assertEquals(3, bench.row(JOB).progress().tally().of(Decision.OVERLAP));
  }

  @Test
  void runsGoBesideOneAnotherUpToTheirLimit() {
    bench.put(Specs.of(JOB, "@every 1m").allow());
    bench.pass(Duration.ofMinutes(CronLimits.OPEN + 3));
    assertEquals(CronLimits.OPEN, bench.row(JOB).progress().open().size());
    assertEquals(CronLimits.OPEN, bench.state().launches().waiting().size());
    assertEquals("CROWDED 3 to 11:43:00", ledger().getLast());
  }

  @Test
  void aPausedJobSkipsAndGoesOnWhereItIsResumed() {
    add("@every 1m");
    bench.pass(30);
    bench.tell(new CronEvent.Pause(JOB, 1));
    assertEquals(Optional.empty(), bench.row(JOB).next());
    bench.pass(150);
    assertEquals(List.of(), ledger());
    bench.tell(new CronEvent.Resume(JOB, 2));
    assertEquals(List.of("PAUSED 3 to 10:03:00"), ledger());
    bench.pass(60);
    assertEquals(List.of("PAUSED 3 to 10:03:00", "FIRED 10:04:00"), ledger());
  }

  @Test
  void pausingDecidesFirstWhatIsDueAlready() {
    add("@every 1m");
    bench.stand(Duration.ofSeconds(62));
    bench.tell(new CronEvent.Pause(JOB, 1));
    assertEquals(List.of("LATE 10:01:00"), ledger());
  }

  @Test
  void pauseGoesThroughARestart() {
    add("@every 1m");
    bench.tell(new CronEvent.Pause(JOB, 1));
    bench.away(Duration.ofMinutes(10));
    bench.pass(60);
    assertEquals(List.of(), ledger());
    bench.tell(new CronEvent.Resume(JOB, 2));
    assertEquals(List.of("PAUSED 11 to 10:11:00"), ledger());
  }

  /** Nothing led for so many seconds, which begin at ten. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @every 1m    | NONE | 59    |
          @every 1m    | NONE | 60    | FIRED 10:01:00
          @every 1m    | NONE | 61    | MISSED 10:01:00
          @every 1m    | NONE | 250   | MISSED 4 to 10:04:00
          @every 1m    | LAST | 60    | FIRED 10:01:00
          @every 1m    | LAST | 61    | LATE 10:01:00
          @every 1m    | LAST | 179   | MISSED 10:01:00, LATE 10:02:00
          @every 1m    | ALL  | 61    | CAUGHT_UP 10:01:00
          @every 1m    | ALL  | 185   | CAUGHT_UP 10:01:00, CAUGHT_UP 10:02:00, CAUGHT_UP 10:03:00
          30 10 * * *  | LAST | 1801  | LATE 10:30:00
          30 10 * * *  | LAST | 5400  | LATE 10:30:00
          30 10 * * *  | LAST | 5401  | DEADLINE 10:30:00
          30 10 * * *  | ALL  | 80000 | CAUGHT_UP 10:30:00
          0 */3 * * *  | LAST | 79200 | MISSED 6 to 03:00:00, DEADLINE 06:00:00
          """)
  void whatFellDueWhileNothingLed(String schedule, Spec.CatchUp rule, int seconds, String lines) {
    bench.put(Specs.of(JOB, schedule).catchUp(rule));
    bench.away(Duration.ofSeconds(seconds));
    assertEquals(List.of(), ledger(), "a session begins without a decision");
    bench.pass(0);
    assertEquals(lines == null ? "" : lines, String.join(", ", ledger()));
  }

  @Test
  void aLateRunSaysHowLate() {
    bench.put(Specs.of(JOB, "@every 10m"));
    bench.away(Duration.ofSeconds(1_205));
    bench.pass(0);
    Entry line = bench.row(JOB).progress().tail().getLast();
    assertEquals(Decision.LATE, line.decision());
    assertEquals(5_000, line.lateMillis());
    assertEquals(1, line.count());
  }

  /** A period may be shorter than an hour: then the last one is too late after a period. */
  @Test
  void theLastOneFiresWithinAPeriodAndAnHour() {
    bench.put(Specs.of(JOB, "0,50 * * * *"));
    bench.away(Duration.ofMinutes(55));
    bench.pass(0);
    assertEquals(List.of("LATE 10:50:00"), ledger());
    bench.away(Duration.ofMinutes(54).plusSeconds(50)); // 11:49:50; 11:00 has passed since
    bench.pass(0);
    assertEquals(List.of("LATE 10:50:00", "OVERLAP 11:00:00"), ledger());
  }

  @Test
  void onlyTheNewestAreCaughtUpAndOneAfterTheOther() {
    bench.put(Specs.of(JOB, "@every 1m").catchUp(Spec.CatchUp.ALL));
    bench.away(Duration.ofMinutes(CronLimits.CATCH_UP + 50));
    bench.pass(0);
    assertEquals("EXCESS 50 to 10:50:00", ledger().getFirst());
    assertEquals(CronLimits.CATCH_UP + 1, ledger().size());
    assertEquals(CronLimits.CATCH_UP, bench.row(JOB).progress().open().size());
    assertEquals(1, bench.state().launches().waiting().size());
    assertEquals(
        51L,
        bench.state().launches().waiting().firstKey().instant().getEpochSecond() / 60
            - Bench.START.getEpochSecond() / 60);
  }

  @Test
  void allAtOnceIfTheyMayOverlap() {
    bench.put(Specs.of(JOB, "@every 1m").catchUp(Spec.CatchUp.ALL).allow());
    bench.away(Duration.ofMinutes(120));
    bench.pass(0);
    assertEquals(120, bench.state().launches().waiting().size());
    bench.pass(60);
    assertEquals("CROWDED 12:01:00", ledger().getLast());
  }

  /** A collection of garbage is no outage; whatever the rule for outages is. */
  @ParameterizedTest
  @CsvSource({"NONE", "LAST", "ALL"})
  void aShortStandstillIsNoOutage(Spec.CatchUp rule) {
    bench.put(Specs.of(JOB, "@every 2s").allow().catchUp(rule));
    bench.stand(Duration.ofSeconds(9));
    bench.pass(0);
    assertEquals(
        List.of("LATE 10:00:02", "LATE 10:00:04", "LATE 10:00:06", "LATE 10:00:08"), ledger());
  }

  /** The last one before it is too late already if its successor is due. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NONE | MISSED 3 to 10:00:30, LATE 10:00:40
          LAST | MISSED 2 to 10:00:20, DEADLINE 10:00:30, LATE 10:00:40
          ALL  | CAUGHT_UP 10:00:10, CAUGHT_UP 10:00:20, CAUGHT_UP 10:00:30, LATE 10:00:40
          """)
  void aLongStandstillIsOne(Spec.CatchUp rule, String lines) {
    bench.put(Specs.of(JOB, "@every 10s").allow().catchUp(rule));
    bench.stand(Duration.ofSeconds(45));
    bench.pass(0);
    assertEquals(lines, String.join(", ", ledger()));
  }

  @Test
  void aMomentLateIsInTime() {
    add("@every 10s");
    bench.stand(Duration.ofMillis(10_999));
    bench.pass(0);
    assertEquals(List.of("FIRED 10:00:10"), ledger());
  }

  @Test
  void aClockThatIsSetBackDecidesNothingTwice() {
    bench.put(Specs.of(JOB, "@every 10s").allow());
    bench.pass(30);
    bench.set(Duration.ofSeconds(-25));
    bench.pass(24);
    assertEquals(3, ledger().size());
    bench.pass(11);
    assertEquals("FIRED 10:00:40", ledger().getLast());
    assertEquals(4, ledger().size());
  }

  /** It is noticed within a minute, since timers know nothing of it. */
  @Test
  void aClockThatIsSetAheadIsAnOutage() {
    add("0 * * * *");
    bench.pass(1);
    bench.set(Duration.ofHours(2));
    bench.pass(60);
    assertEquals(List.of("MISSED 11:00:00", "LATE 12:00:00"), ledger());
    bench.set(Duration.ofHours(-2));
    bench.pass(Duration.ofMinutes(178));
    assertEquals(2, ledger().size());
    assertEquals(Instant.parse("2026-03-02T12:00:00Z"), bench.row(JOB).progress().cursor());
    bench.pass(Duration.ofMinutes(2));
    assertEquals("OVERLAP 13:00:00", ledger().getLast());
  }

  @Test
  void aClockThatIsBehindAtASwapDecidesNothingTwice() {
    bench.put(Specs.of(JOB, "@every 10s").allow().catchUp(Spec.CatchUp.ALL));
    bench.pass(30);
    bench.set(Duration.ofSeconds(-20));
    bench.away(Duration.ofSeconds(5));
    bench.pass(14);
    assertEquals(3, ledger().size());
    bench.pass(12);
    assertEquals("FIRED 10:00:40", ledger().getLast());
  }

  @Test
  void manyJobsAreDecidedAFewHundredAtATimeAndNoneIsForgotten() {
    Bench many = new Bench(1, new CronEngine());
    int jobs = 2 * CronLimits.AT_ONCE + 7;
    for (int i = 0; i < jobs; i++) {
      many.put(Specs.of("j" + i, "@every 1m"));
    }
    many.sent.clear();
    many.pass(60);
    for (Row row : many.state().rows().values()) {
      assertEquals(List.of("FIRED 10:01:00"), Lines.of(row));
    }
    assertEquals(jobs, many.state().launches().waiting().size());
  }
}
