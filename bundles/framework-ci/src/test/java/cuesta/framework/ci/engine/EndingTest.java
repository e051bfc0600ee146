package cuesta.framework.ci.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.framework.kit.KitEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How jobs end, and what is fetched of them before they do. */
class EndingTest {
  private static final Reason GONE = Reason.of("OUTPUT_UNAVAILABLE", "x", "nobody answers");

  private final Yard yard = new Yard();

  private TaskId task(long number, String job) {
    return yard.job(number, job).launch().task();
  }

  private End end(long number, String job) {
    return yard.job(number, job).end();
  }

  @ParameterizedTest
  @CsvSource({
    "FINISHED, 0, '', ''",
    "FAILED, 1, '', script_failure",
    "FAILED, 137, '', script_failure",
    "FAILED, 137, MEMORY_LIMIT, runner_system_failure",
    "FAILED, , FETCH_FAILED, runner_system_failure",
    "FAILED, , LAUNCH_FAILED, runner_system_failure",
    "FAILED, 1, SUPERVISOR_LOST, runner_system_failure",
    "KILLED, 137, '', runner_system_failure",
    "GONE, , AGENT_GONE, runner_system_failure",
    "ERROR, , TASK_INVALID, runner_system_failure",
  })
  void eachEndHasItsKind(TaskState state, Integer exit, String code, String kind) {
    long number = yard.start("1 a");
    TaskId task = task(number, "a");
    yard.running.remove(task);
    yard.say(task, state, exit == null ? OptionalInt.empty() : OptionalInt.of(exit), code);
    assertEquals(kind, end(number, "a").failure().map(Failure::text).orElse(""));
    assertEquals(code, end(number, "a").why().map(Reason::code).orElse(""));
    assertEquals(
        exit == null ? OptionalInt.empty() : OptionalInt.of(exit), end(number, "a").exit());
  }

  @Test
  void anAgentThatIsLostIsNoReasonToRunAJobTwice() {
    long number = yard.start("1 a", "2 b");
    TaskId task = task(number, "a");
    yard.running.remove(task);
    yard.say(task, TaskState.GONE, OptionalInt.empty(), "AGENT_GONE");
    assertEquals("failed: a=failed b=skipped", yard.seen(number));
    assertEquals(1, yard.launched.size());
  }

  @Test
  void unlessTheJobSaysSo() {
    long number = yard.start("1 a retry=1:runner_system_failure");
    TaskId task = task(number, "a");
    yard.running.remove(task);
    yard.say(task, TaskState.GONE, OptionalInt.empty(), "AGENT_GONE");
    assertEquals("running: a=running", yard.seen(number));
    assertEquals(2, yard.job(number, "a").attempt());
    assertEquals(new TaskId("ci-2"), task(number, "a"));
  }

  @Test
  void whatNeverRanIsLaunchedAgainByItself() {
    yard.has("cpus:0.1");
    long number = yard.start("1 a");
    assertEquals("pending: a=pending", yard.seen(number));
    yard.has("cpus:1;mem:2000");
    yard.tell(new CiEvent.Alarm());
    assertEquals("running: a=running", yard.seen(number));
  }

  @Test
  void whatIsLeftIsGatheredBeforeOthersGoOn() {
    yard.gathers = asked -> null;
    long number = yard.start("1 a artifacts dotenv junit cache=k", "2 b");
    yard.ends(number, "a", 0);
    assertEquals("running: a=running b=created", yard.seen(number));
    assertEquals(JobStatus.GATHERING, yard.job(number, "a").status());
    CiEffect.Gather asked = gathers().getFirst();
    assertEquals(new Due(true, true, true, List.of(0)), asked.due());
    yard.tell(Answers.gathered(asked));
    assertEquals("running: a=success b=running", yard.seen(number));
    Left left = yard.job(number, "a").left();
    assertEquals(Specs.blob(10_001), left.archive().orElseThrow().blob());
    assertEquals("t", left.tests().orElseThrow().failing().getFirst().name());
    assertEquals(
        new TreeMap<>(Map.of("FROM", "ci-1")),
        Upstream.dotenv(yard.line(number), yard.job(number, "b")));
    assertEquals(Specs.blob(30_001), yard.state().caches().get(new CacheKey("p", "k0")).blob());
    yard.needs(1_001, 10_001, 20_001, 30_001);
    yard.tell(Answers.gathered(asked)); // said twice
    yard.checkStore();
  }

  private List<CiEffect.Gather> gathers() {
    List<CiEffect.Gather> all = new ArrayList<>();
    yard.sent.forEach(
        effect -> {
          if (effect instanceof CiEffect.Gather gather) {
            all.add(gather);
          }
        });
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "artifacts, 0, true",
    "artifacts, 1, false",
    "artifacts=always, 0, true",
    "artifacts=always, 1, true",
    "artifacts=on_failure, 0, false",
    "artifacts=on_failure, 1, true",
    "junit, 1, true",
    "dotenv, 1, true",
    "cache=k, 0, true",
    "cache=k, 1, false",
  })
  void onlyWhatIsDueIsGathered(String what, int exit, boolean due) {
    long number = yard.start("1 a " + what);
    yard.ends(number, "a", exit);
    assertEquals(due ? 1 : 0, gathers().size());
    assertEquals(exit == 0 ? "success: a=success" : "failed: a=failed", yard.seen(number));
  }

  @Test
  void whatCannotBeHadIsAskedForAgainAndAfterASwapAtOnce() {
    int[] times = {0};
    yard.gathers =
        asked ->
            ++times[0] < 3
                ? new CiEvent.Gathered(
                    asked.key(), asked.attempt(), Parts.NOTHING, Optional.of(GONE))
                : null;
    long number = yard.start("1 a artifacts");
    yard.ends(number, "a", 0);
    assertEquals(1, times[0]);
    yard.load(); // it has a time at which to ask again
    assertEquals(1, times[0]);
    yard.pass(Duration.ofSeconds(30));
    assertEquals(3, times[0]);
    yard.load(); // it waits for an answer that will never come
    assertEquals(4, times[0]);
    yard.gathers = Answers::gathered;
    yard.load();
    assertEquals("success: a=success", yard.seen(number));
  }

  @ParameterizedTest
  @CsvSource({
    "artifacts, 0, failed, runner_system_failure",
    "dotenv, 0, failed, runner_system_failure",
    "artifacts=always, 3, failed, script_failure",
    "cache=k, 0, success, ''",
    "junit, 0, success, ''"
  })
  void whatIsLostFailsAJobOnlyIfOthersNeedIt(String what, int exit, String status, String kind) {
    yard.gathers =
        asked ->
            new CiEvent.Gathered(asked.key(), asked.attempt(), Parts.NOTHING, Optional.of(GONE));
    long number = yard.start("1 a " + what);
    yard.ends(number, "a", exit);
    yard.pass(Duration.ofMinutes(10));
    assertEquals(CiLimits.TRIES, gathers().size());
    assertEquals(status + ": a=" + status, yard.seen(number));
    assertEquals(kind, end(number, "a").failure().map(Failure::text).orElse(""));
    assertEquals(Optional.of(GONE), end(number, "a").why());
  }

  @ParameterizedTest
  @CsvSource({
    "artifacts, failed, runner_system_failure",
    "dotenv, failed, runner_system_failure",
    "cache=k, success, ''"
  })
  void whatIsRefusedIsNotAskedForAgain(String what, String status, String kind) {
    Reason tooMuch = Reason.of("COLLECT_REFUSED", "x", "it has more than 9 bytes");
    yard.gathers =
        asked ->
            new CiEvent.Gathered(asked.key(), asked.attempt(), Parts.NOTHING, Optional.of(tooMuch));
    yard.logs =
        log ->
            new CiEvent.LogKept(log.key(), log.attempt(), Optional.empty(), Optional.of(tooMuch));
    long number = yard.start("1 a " + what);
    yard.ends(number, "a", 0);
    assertEquals(1, gathers().size());
    assertEquals(status + ": a=" + status, yard.seen(number));
    assertEquals(kind, end(number, "a").failure().map(Failure::text).orElse(""));
    assertEquals(Optional.of(tooMuch), end(number, "a").why());
    assertEquals(Log.State.UNREAD, yard.job(number, "a").log().state());
  }

  @ParameterizedTest
  @CsvSource({"artifacts junit", "dotenv junit", "artifacts cache=k"})
  void aBadReportFailsNoJobWhoseOtherThingsAreThere(String what) {
    Reason bad = Reason.of("INVALID", "a", "r.xml is no JUnit report");
    yard.gathers =
        asked -> {
          CiEvent.Gathered all = (CiEvent.Gathered) Answers.gathered(asked);
          return new CiEvent.Gathered(all.key(), all.attempt(), all.parts(), Optional.of(bad));
        };
    long number = yard.start("1 a " + what);
    yard.ends(number, "a", 0);
    assertEquals("success: a=success", yard.seen(number));
    assertEquals(Optional.of(bad), end(number, "a").why());
  }

  /** There is a report, and it says that there are none. */
  @Test
  void noVariablesForLaterJobsAreFineWhateverElseIsBad() {
    Reason bad = Reason.of("INVALID", "a", "r.xml is no JUnit report");
    yard.gathers =
        asked ->
            new CiEvent.Gathered(
                asked.key(),
                asked.attempt(),
                new Parts(
                    Optional.empty(),
                    Optional.of(new TreeMap<>()),
                    Optional.empty(),
                    new TreeMap<>()),
                Optional.of(bad));
    long number = yard.start("1 a dotenv junit");
    yard.ends(number, "a", 0);
    assertEquals("success: a=success", yard.seen(number));
    assertEquals(Optional.of(bad), end(number, "a").why());
  }

  @Test
  void tooManyVariablesForLaterJobsFailOne() {
    TreeMap<String, String> many = new TreeMap<>();
    for (int i = 0; i <= CiLimits.DOTENV; i++) {
      many.put("V" + i, "x");
    }
    yard.gathers =
        asked ->
            new CiEvent.Gathered(
                asked.key(),
                asked.attempt(),
                new Parts(Optional.empty(), Optional.of(many), Optional.empty(), new TreeMap<>()),
                Optional.empty());
    long number = yard.start("1 a dotenv");
    yard.ends(number, "a", 0);
    assertEquals("failed: a=failed", yard.seen(number));
    assertTrue(end(number, "a").why().orElseThrow().detail().contains("101 variables"));
  }

  @Test
  void logsAreKeptOfAllAttemptsAndNobodyWaitsForThem() {
    List<CiEffect.KeepLog> asked = new ArrayList<>();
    yard.logs =
        log -> {
          asked.add(log);
          return null;
        };
    long number = yard.start("1 a retry=1", "2 b");
    yard.ends(number, "a", 1);
    yard.ends(number, "a", 0);
    assertEquals("running: a=success b=running", yard.seen(number));
    assertEquals(List.of(1, 2), asked.stream().map(CiEffect.KeepLog::attempt).toList());
    asked.clear();
    yard.load();
    assertEquals(2, asked.size());
    yard.logs = Answers::logged;
    yard.load();
    Job job = yard.job(number, "a");
    assertEquals(Optional.of(Specs.blob(20_003)), job.log().blob());
    assertEquals(Optional.of(Specs.blob(20_001)), job.before().getFirst().log().blob());
    yard.needs(1_001, 20_001, 20_003);
    yard.checkStore();
  }

  @Test
  void aLogThatCannotBeHadIsGivenUp() {
    yard.logs =
        log -> new CiEvent.LogKept(log.key(), log.attempt(), Optional.empty(), Optional.of(GONE));
    long number = yard.start("1 a");
    yard.ends(number, "a", 0);
    assertEquals(Log.State.WANTED, yard.job(number, "a").log().state());
    yard.pass(Duration.ofMinutes(10));
    assertEquals(Log.State.UNREAD, yard.job(number, "a").log().state());
  }

  @Test
  void oneThatIsToEndGetsItsTimeForAfterScript() {
    yard.obedient = false;
    long number = yard.start("1 a", "1 b after");
    yard.cancel(number);
    List<Duration> graces = new ArrayList<>();
    yard.sent.forEach(
        effect -> {
          if (effect instanceof KitEffect.Kill kill) {
            graces.add(kill.grace());
          }
        });
    assertEquals(List.of(CiLimits.GRACE, CiLimits.AFTER), graces);
    assertEquals("running: a=running b=running", yard.seen(number));
    yard.obedient = true;
    Yard.done(yard.tell(new CiEvent.Cancel(number, true, "me", 9)));
    assertEquals("canceled: a=canceled b=canceled", yard.seen(number));
  }

  @Test
  void aSilentAgentHoldsUpNobodyForEver() {
    long number = yard.start("1 a timeout=60 after", "1 g timeout=60 group=x");
    yard.obedient = false;
    yard.silent = true;
    yard.say(task(number, "a"), TaskState.UNREACHABLE, OptionalInt.empty(), "AGENT_UNREACHABLE");
    yard.say(task(number, "g"), TaskState.UNREACHABLE, OptionalInt.empty(), "AGENT_UNREACHABLE");
    yard.pass(Duration.ofSeconds(60 + 300 + 59));
    assertEquals("running: a=running g=running", yard.seen(number));
    yard.pass(Duration.ofSeconds(1));
    // Whoever has a resource group may still use what it stands for.
    assertEquals("running: a=failed g=running", yard.seen(number));
    assertEquals(Failure.STUCK_OR_TIMEOUT_FAILURE, end(number, "a").failure().orElseThrow());
    int before = yard.sent.size();
    yard.say(task(number, "a"), TaskState.RUNNING, OptionalInt.empty(), "");
    assertTrue(
        yard.sent.subList(before, yard.sent.size()).stream()
            .anyMatch(effect -> effect instanceof KitEffect.Kill));
  }

  @Test
  void startsAndEndsAreCountedAndNoNumberIsGivenTwice() {
    long number = yard.start("1 a retry=1", "2 b");
    List<Long> seen = new ArrayList<>();
    yard.watcher = () -> seen.add(yard.line(number).steps());
    yard.ends(number, "a", 1);
    yard.load();
    yard.ends(number, "a", 0);
    yard.load();
    yard.ends(number, "b", 0);
    for (int i = 1; i < seen.size(); i++) {
      assertTrue(seen.get(i) >= seen.get(i - 1), seen::toString);
    }
    // Started, ended to be retried, started, ended, started, ended.
    assertEquals(6, yard.line(number).steps());
    assertEquals(new Steps(3, 4), yard.job(number, "a").steps());
    assertEquals(new Steps(5, 6), yard.job(number, "b").steps());
  }
}
