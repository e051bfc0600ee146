package cuesta.framework.webapp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.Reasons;
import cuesta.api.TaskId;
import cuesta.framework.kit.KitEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollingTest {
  private static final String AGENT = "cpus:4;mem:4096;ports:[31000-31099]";

  private final Town town = new Town(1, 3, AGENT);

  private Rollout last() {
    return town.site("web").app().rollout().orElseThrow();
  }

  @Test
  void beginsAsManyAsAreWantedSpreadOverAgents() {
    town.deploy("web", Specs.of("good").spec(), 6);
    assertEquals(
        List.of("good@a1", "good@a1", "good@a2", "good@a2", "good@a3", "good@a3"),
        town.words("web"));
    assertEquals(6, town.site("web").ready());
    assertEquals(Rollout.Result.SUCCEEDED, last().result());
    assertEquals(1, town.site("web").app().stable());
    town.checkStore();
  }

  /** How few are ready, and how many are there, while one version takes the place of another. */
  @ParameterizedTest
  @CsvSource({
    "4, 100, 1, 4, 5",
    "4, 100, 2, 4, 6",
    "4, 100, 0, 4, 5",
    "4, 50, 0, 2, 4",
    "4, 75, 1, 3, 5",
    "1, 100, 0, 1, 2",
    "1, 0, 0, 0, 1",
    "3, 50, 0, 2, 3",
  })
  void keepsWhatAnUpdatePromises(int wanted, int healthy, int surge, int least, int most) {
    Specs first = Specs.of("good").update(healthy, surge, true);
    town.deploy("web", first.spec(), wanted);
    List<Integer> ready = new ArrayList<>();
    List<Integer> there = new ArrayList<>();
    town.watch(
        () -> {
          ready.add(town.site("web").ready());
          there.add(town.site("web").staying().size());
        });
    town.deploy("web", first.version("2").spec(), wanted);
    assertEquals(least, ready.stream().mapToInt(n -> n).min().orElseThrow());
    assertEquals(most, there.stream().mapToInt(n -> n).max().orElseThrow());
    assertEquals(wanted, town.site("web").ready());
    assertEquals(Rollout.Result.SUCCEEDED, last().result());
    assertTrue(town.site("web").all().stream().allMatch(i -> i.version() == 2));
  }

  @Test
  void aVersionThatFailsRollsBackAndSaysWhy() {
    town.deploy("web", Specs.of("good").spec(), 3);
    town.watch(() -> assertEquals(3, town.site("web").ready()));
    town.deploy("web", Specs.of("bad").spec(), 3);
    town.pass(Duration.ofSeconds(10));
    List<Rollout> rollouts = town.site("web").app().rollouts();
    Rollout failed = rollouts.get(1);
    assertEquals(Rollout.Result.ROLLED_BACK, failed.result());
    assertEquals(Failing.INSTANCES_FAILED, failed.why().orElseThrow().code());
    assertTrue(failed.why().get().detail().startsWith("3 instances of version 2 failed"));
    assertEquals(Rollout.Kind.AUTO_ROLLBACK, last().kind());
    assertEquals(Rollout.Result.SUCCEEDED, last().result());
    assertEquals(1, town.site("web").app().target());
    assertEquals("it broke", town.site("web").app().crash().output());
    assertEquals(3, town.site("web").all().size());
  }

  @Test
  void aVersionThatNeverGetsReadyRollsBackAtItsDeadline() {
    town.deploy("web", Specs.of("good").spec(), 3);
    town.deploy("web", Specs.of("mute").spec(), 3);
    town.pass(Duration.ofSeconds(119));
    assertTrue(last().isRunning());
    TaskId mute = town.site("web").all().getLast().launch().task();
    Reason refused = Reason.of(Reasons.NOT_READY, mute.value(), "connection refused", "");
    town.tell(new KitEvent.Updated(Said.notReady(mute, refused, town.now())));
    town.pass(Duration.ofSeconds(1));
    Rollout failed = town.site("web").app().rollouts().get(1);
    assertEquals(Rollout.Result.ROLLED_BACK, failed.result());
    assertEquals(Failing.DEADLINE_PASSED, failed.why().orElseThrow().code());
    assertTrue(failed.why().get().detail().endsWith("the last not: connection refused"));
    App.Crash crash = town.site("web").app().crash();
    assertEquals(mute.value(), crash.task(), "what it wrote is kept, since it is ended");
    assertEquals("it broke", crash.output());
    assertEquals(Optional.of(refused), crash.why());
    assertEquals(List.of("good@a1", "good@a2", "good@a3"), town.words("web"));
  }

  @Test
  void withoutAFormerVersionItTriesAgainAndAgain() {
    town.deploy("web", Specs.of("bad").spec(), 1);
    town.pass(Duration.ofMinutes(10));
    assertEquals(Rollout.Result.FAILED, last().result());
    App.Crash crash = town.site("web").app().crash();
    assertTrue(crash.failures() > 5, crash::toString);
    assertTrue(crash.until().orElseThrow().isAfter(town.now()));
    assertTrue(
        !crash.until().get().isAfter(town.now().plus(Duration.ofMinutes(7))), crash::toString);
    assertEquals(0, town.running.size());
    town.checkStore();
  }

  @Test
  void whatGotReadyAfterItsUpdateHadFailedIsGoneBackToLater() {
    town.deploy("web", Specs.of("good").spec(), 100); // more than there is room for
    town.pass(Duration.ofMinutes(3));
    assertEquals(Rollout.Result.FAILED, last().result());
    town.scale("web", 3);
    assertEquals(1, town.site("web").app().stable());
    town.deploy("web", Specs.of("bad").spec(), 3);
    town.pass(Duration.ofSeconds(10));
    assertEquals(Rollout.Kind.AUTO_ROLLBACK, last().kind());
    assertEquals(List.of("good@a1", "good@a2", "good@a3"), town.words("web"));
    town.checkStore();
  }

  @Test
  void anUpdateOfNoInstanceIsDoneAtOnceAndProvesNothing() {
    town.deploy("web", Specs.of("good").spec(), 2);
    town.scale("web", 0);
    town.deploy("web", Specs.of("good").version("2").spec(), 0);
    assertEquals(Rollout.Result.SUCCEEDED, last().result());
    assertEquals(1, town.site("web").app().stable());
    town.scale("web", 2);
    assertEquals(2, town.site("web").app().stable());
    town.checkStore();
  }

  @Test
  void noPortIsUsedAgainAtOnce() {
    town.deploy("web", Specs.of("bad").spec(), 1);
    town.pass(Duration.ofSeconds(30));
    List<String> ports =
        town.launched.values().stream()
            .map(task -> task.resources().ranges("ports").toString())
            .toList();
    assertTrue(ports.size() > 3, ports::toString);
    assertEquals(ports.stream().distinct().toList(), ports);
  }

  @Test
  void aFailedUpdateIsLeftAsItIsIfSoWanted() {
    town.deploy("web", Specs.of("good").spec(), 2);
    town.deploy("web", Specs.of("bad").update(100, 1, false).spec(), 2);
    town.pass(Duration.ofSeconds(10));
    assertEquals(Rollout.Result.FAILED, last().result());
    assertEquals(2, town.site("web").app().target());
    assertEquals(2, town.site("web").ready()); // those of before are not taken away
  }

  @Test
  void aNewerDeployTakesThePlaceOfOneThatIsUnderWay() {
    town.deploy("web", Specs.of("good").spec(), 3);
    town.deploy("web", Specs.of("mute").spec(), 3);
    assertEquals(1, town.words("web").stream().filter(w -> w.startsWith("mute")).count());
    town.deploy("web", Specs.of("good").version("3").spec(), 3);
    assertEquals(Rollout.Result.SUPERSEDED, town.site("web").app().rollouts().get(1).result());
    assertEquals(Rollout.Result.SUCCEEDED, last().result());
    assertEquals(List.of("good@a1", "good@a2", "good@a3"), town.words("web"));
    assertEquals(3, town.site("web").app().stable());
  }

  @Test
  void deployingTheSameDoesNothing() {
    town.deploy("web", Specs.of("good").spec(), 2);
    int launched = town.launched.size();
    town.deploy("web", Specs.of("good").spec(), 2);
    assertEquals(launched, town.launched.size());
    assertEquals(1, town.site("web").versions().size());
    assertEquals(1, town.site("web").app().rollouts().size());
  }

  @Test
  void whatDoesNotChangeTheTaskRestartsNothing() {
    town.deploy("web", Specs.of("good").spec(), 2);
    town.deploy("web", Specs.of("good").drain(7).update(50, 3, true).spec(), 2);
    assertEquals(2, town.launched.size());
    assertEquals(2, town.site("web").app().stable());
    assertEquals(Duration.ofSeconds(7), town.site("web").spec().drain());
    town.checkStore();
  }

  @Test
  void restartMakesAllAnewByAndBy() {
    town.deploy("web", Specs.of("good").spec(), 3);
    List<TaskId> before = List.copyOf(town.running.keySet());
    town.watch(() -> assertTrue(town.site("web").ready() >= 3));
    town.tell(new WebEvent.Restart("web", "me", 7));
    assertEquals(3, town.running.size());
    assertTrue(before.stream().noneMatch(town.running::containsKey));
    assertEquals(Rollout.Kind.RESTART, last().kind());
    assertEquals(Rollout.Result.SUCCEEDED, last().result());
  }

  @Test
  void rollsBackByHandToTheOneBeforeOrAnyThatIsKept() {
    town.deploy("web", Specs.of("good").version("1").spec(), 1);
    town.deploy("web", Specs.of("good").version("2").spec(), 1);
    town.deploy("web", Specs.of("good").version("3").spec(), 1);
    town.tell(new WebEvent.Rollback("web", OptionalInt.empty(), "me", 7));
    assertEquals(2, town.site("web").app().target());
    town.tell(new WebEvent.Rollback("web", OptionalInt.of(1), "me", 8));
    assertEquals(1, town.site("web").app().target());
    assertEquals(1, town.site("web").all().getFirst().version());
    assertEquals(
        "UNKNOWN",
        Town.refusal(town.tell(new WebEvent.Rollback("web", OptionalInt.of(9), "me", 9))).code());
  }

  @Test
  void stopsBeginsAgainAndGoes() {
    town.deploy("web", Specs.of("good").spec(), 2);
    town.tell(new WebEvent.Stop("web", 7));
    assertEquals(0, town.running.size());
    assertEquals(2, town.site("web").app().instances());
    town.tell(new WebEvent.Restart("web", "me", 8));
    assertEquals(2, town.site("web").ready());
    town.tell(new WebEvent.Delete("web", 9));
    assertEquals(0, town.running.size());
    assertFalse(town.state().sites().has("web"));
    town.checkStore();
    assertEquals("UNKNOWN", Town.refusal(town.scale("web", 1)).code());
  }

  @Test
  void scalingDownTakesWhatIsNotReadyFirst() {
    town.deploy("web", Specs.of("good").spec(), 3);
    TaskId first = town.running.firstKey();
    town.ready(first, false);
    assertEquals(2, town.site("web").ready());
    town.scale("web", 2);
    assertFalse(town.running.containsKey(first));
    assertEquals(2, town.site("web").ready());
  }

  @Test
  void whoDrainsIsNotReadyAndEndsInTimeOrWhenIdle() {
    town.deploy("web", Specs.of("good").drain(10).spec(), 3);
    town.scale("web", 1);
    assertEquals(3, town.running.size());
    assertEquals(1, town.site("web").ready());
    assertEquals(1, Routes.of(town.state()).getFirst().backends().size());
    Instance idle =
        town.site("web").all().stream().filter(i -> i.leaves().isPresent()).findFirst().get();
    town.tell(new WebEvent.Drained("web", idle.number()));
    assertEquals(2, town.running.size());
    town.pass(Duration.ofSeconds(10));
    assertEquals(1, town.running.size());
  }

  @Test
  void scalingUpTakesBackThoseThatDrain() {
    town.deploy("web", Specs.of("good").drain(10).spec(), 3);
    town.scale("web", 1);
    town.scale("web", 4);
    assertEquals(4, town.launched.size());
    assertEquals(4, town.site("web").ready());
    town.pass(Duration.ofMinutes(1));
    assertEquals(4, town.running.size());
  }

  @Test
  void oneThatDiesReadyIsReplacedAtOnceOneThatNeverLivedLater() {
    town.deploy("web", Specs.of("good").spec(), 1);
    town.pass(Duration.ofSeconds(30));
    town.dies(town.running.firstKey(), 137);
    assertEquals(1, town.site("web").ready());
    town.dies(town.running.firstKey(), 1); // right after its start
    assertEquals(0, town.running.size());
    town.pass(Duration.ofSeconds(2));
    assertEquals(1, town.site("web").ready());
  }

  @Test
  void whoseAgentGoesRunsElsewhere() {
    town.deploy("web", Specs.of("good").spec(), 3);
    town.loses("a2");
    assertEquals(
        List.of("good@a1", "good@a1", "good@a3"), town.words("web").stream().sorted().toList());
    assertEquals(0, town.site("web").app().crash().failures());
  }

  @Test
  void whatIsDeletedGoesWhenItsLastAgentIsBack() {
    town.deploy("web", Specs.of("good").spec(), 3);
    town.cutsOff("a2");
    assertEquals(3, town.site("web").ready());
    assertEquals(4, town.site("web").all().size());
    town.tell(new WebEvent.Delete("web", 0));
    town.pass(Duration.ofSeconds(30));
    assertEquals(1, town.site("web").all().size());
    assertEquals(0, town.running.size());
    town.comesBack();
    assertEquals(0, town.running.size(), "nobody wants it any more");
    assertEquals(null, town.site("web"));
    town.checkStore();
  }

  @Test
  void whatIsBeingDeletedCanBeDeployedAgain() {
    town.deploy("web", Specs.of("good").spec(), 3);
    town.cutsOff("a2");
    town.tell(new WebEvent.Delete("web", 0));
    assertEquals("APP_DELETED", Town.refusal(town.scale("web", 2)).code());
    town.deploy("web", Specs.of("good").spec(), 2);
    assertEquals(2, town.site("web").ready());
    assertEquals(2, town.site("web").app().stable());
    town.comesBack();
    assertEquals(2, town.running.size());
    assertEquals(2, town.site("web").all().size());
    town.checkStore();
  }

  @Test
  void noRequestsGoToWhatHasNoPort() {
    town.deploy("work", Specs.of("good").spec(0), 1);
    assertEquals(1, town.site("work").ready());
    assertEquals(List.of(), Routes.of(town.state()));
    town.deploy("work", Specs.of("good").spec(), 1);
    assertEquals(1, Routes.of(town.state()).size());
    town.deploy("work", Specs.of("mute").spec(0), 1);
    assertEquals(1, Routes.of(town.state()).size(), "the former version is still there");
  }

  @Test
  void constraintsHold() {
    town.deploy("web", Specs.of("good").placement(1).spec(), 5);
    assertEquals(List.of("good@a1", "good@a2", "good@a3"), town.words("web"));
    town.deploy("here", Specs.of("good").placement(0, "agent=a2").spec(), 3);
    assertEquals(List.of("good@a2", "good@a2", "good@a2"), town.words("here"));
  }

  @Test
  void afterARestartOfTheFrameworkAllIsAsBefore() {
    town.deploy("web", Specs.of("good").spec(), 3);
    town.deploy("web", Specs.of("mute").spec(), 3);
    int launched = town.launched.size();
    town.load();
    assertEquals(launched, town.launched.size());
    assertEquals(3, town.site("web").ready());
    town.pass(Duration.ofMinutes(3));
    assertEquals(List.of("good@a1", "good@a2", "good@a3"), town.words("web"));
  }

  /** What one step leaves over is gone on with, though nothing happens to any instance. */
  @Test
  void manyThatFindNoRoomAllComeAndAllGo() {
    Town none = new Town(1, 0, AGENT);
    none.deploy("web", Specs.of("good").spec(), WebLimits.INSTANCES);
    none.pass(Duration.ofSeconds(1));
    assertEquals(WebLimits.INSTANCES, none.site("web").all().size());
    none.scale("web", 1);
    none.pass(Duration.ofSeconds(1));
    assertEquals(1, none.site("web").all().size());
    none.scale("web", WebLimits.INSTANCES);
    none.pass(Duration.ofSeconds(1));
    none.tell(new WebEvent.Delete("web", 9));
    none.pass(Duration.ofSeconds(1));
    assertEquals(null, none.site("web"));
    none.checkStore();
  }

  /** Before its agent kills it for its health, it mostly takes no requests for a while. */
  @Test
  void whoWasWellForLongAndThenNotIsNoFurtherFailureInARow() {
    town.deploy("web", Specs.of("good").spec(), 1);
    for (int day = 1; day <= 8; day++) {
      town.pass(Duration.ofDays(1));
      assertEquals(1, town.site("web").ready(), "on day " + day);
      TaskId task = town.running.firstKey();
      town.ready(task, false);
      town.pass(Duration.ofSeconds(20));
      town.dies(task, 137);
      assertTrue(town.site("web").app().crash().failures() <= 1, "on day " + day);
    }
  }
}
