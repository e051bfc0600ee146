package cuesta.framework.webapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.AgentId;
import cuesta.api.TaskState;
import cuesta.api.resources.Resources;
import cuesta.engine.Table;
import cuesta.framework.kit.Launch;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettledTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private static Site site(Instance... instances) {
    App app = new App("web", "t", NOW, 1, false, false, 1, 1, 1, 2, App.Crash.NONE, List.of());
    Table<Long, Instance> all = Table.empty();
    for (Instance instance : instances) {
      all = all.with(instance.number(), instance);
    }
    return new Site(app, Table.empty(), all);
  }

  private static Instance instance(long number, TaskState state, boolean killed) {
    Launch.At at = new Launch.At(new AgentId("S1"), Resources.NONE, Optional.empty());
    Optional<Duration> kill = killed ? Optional.of(Duration.ZERO) : Optional.empty();
    return new Instance(
        number,
        1,
        1,
        NOW,
        new Launch(
            "web.t." + number, 1, Optional.of(at), state, Optional.of(NOW), kill, Optional.empty()),
        "a1",
        Collections.emptySortedMap(),
        new Instance.Checked(Optional.of(NOW), Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  @Test
  void whatEndsIsAwaited() {
    Instance ready = instance(2, TaskState.RUNNING, false);
    assertEquals(Settled.AS_WANTED, Settled.of(site(ready), 0));
    Site ending = site(instance(1, TaskState.RUNNING, true), ready);
    assertEquals(Settled.NO, Settled.of(ending, 0));
    assertEquals("ending", Texts.state(ending.all().getFirst()));
  }

  @Test
  void whatAnUnreachableAgentMayStillRunIsNot() {
    Site site =
        site(instance(1, TaskState.UNREACHABLE, true), instance(2, TaskState.RUNNING, false));
    assertEquals(Settled.AS_WANTED, Settled.of(site, 0));
    assertEquals("unreachable", Texts.state(site.all().getFirst()));
  }

  /** An update that failed long ago is no reason to call what was asked for now a failure. */
  @Test
  void onlyTheRolloutThatWasAskedForIsJudged() {
    Site ready = site(instance(2, TaskState.RUNNING, false));
    for (Rollout.Result result : Rollout.Result.values()) {
      Site site =
          new Site(
              new App(
                  "web",
                  "t",
                  NOW,
                  1,
                  false,
                  false,
                  1,
                  1,
                  1,
                  2,
                  App.Crash.NONE,
                  List.of(rollout(4, result))),
              Table.empty(),
              ready.instances());
      boolean running = result == Rollout.Result.RUNNING;
      boolean succeeded = result == Rollout.Result.SUCCEEDED;
      Settled asked = running ? Settled.NO : succeeded ? Settled.AS_WANTED : Settled.FAILED;
      assertEquals(asked, Settled.of(site, 4), result::name);
      assertEquals(running ? Settled.NO : Settled.AS_WANTED, Settled.of(site, 0), result::name);
    }
  }

  private static Rollout rollout(int number, Rollout.Result result) {
    return new Rollout(
        number,
        Rollout.Kind.AUTO_ROLLBACK,
        2,
        1,
        NOW,
        NOW,
        0,
        0,
        result,
        Optional.of(NOW),
        Optional.empty(),
        "");
  }
}
