package cuesta.framework.webapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.TaskState;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledTest {
  private static Site site(Instance... instances) {
    return Sites.site(1, App.Crash.NONE, List.of(), instances);
  }

  @Test
  void whatEndsIsAwaited() {
    Instance ready = Sites.ready(2);
    assertEquals(Settled.AS_WANTED, Settled.of(site(ready), 0));
    Site ending = site(Sites.instance(1, TaskState.RUNNING, true), ready);
    assertEquals(Settled.NO, Settled.of(ending, 0));
    assertEquals("ending", Texts.state(ending.all().getFirst()));
  }

  @Test
  void whatAnUnreachableAgentMayStillRunIsNot() {
    Site site = site(Sites.instance(1, TaskState.UNREACHABLE, true), Sites.ready(2));
    assertEquals(Settled.AS_WANTED, Settled.of(site, 0));
    assertEquals("unreachable", Texts.state(site.all().getFirst()));
  }

  /** An update that failed long ago is no reason to call what was asked for now a failure. */
  @Test
  void onlyTheRolloutThatWasAskedForIsJudged() {
    for (Rollout.Result result : Rollout.Result.values()) {
      Rollout last = Sites.rollout(4, Rollout.Kind.AUTO_ROLLBACK, 2, 1, result, "");
      Site site = Sites.site(1, App.Crash.NONE, List.of(last), Sites.ready(2));
      boolean running = result == Rollout.Result.RUNNING;
      boolean succeeded = result == Rollout.Result.SUCCEEDED;
      Settled asked = running ? Settled.NO : succeeded ? Settled.AS_WANTED : Settled.FAILED;
      assertEquals(asked, Settled.of(site, 4), result::name);
      assertEquals(running ? Settled.NO : Settled.AS_WANTED, Settled.of(site, 0), result::name);
    }
  }
}
