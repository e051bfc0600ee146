package cuesta.framework.webapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.contracts.allocator.views.FakeCluster;
import cuesta.framework.webapp.engine.App;
import cuesta.framework.webapp.engine.Instance;
import cuesta.framework.webapp.engine.Rollout;
import cuesta.framework.webapp.engine.Site;
import cuesta.framework.webapp.engine.WebState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of an application whose update failed. */
class WhysTest {
  private static final Reason BROKE = Reason.of("INSTANCES_FAILED", "web", "it broke", "mend it");
  private static final Reason DEAF = Reason.of("NOT_READY", "web.t.9", "no connection", "");

  private final Whys whys = new Whys(WebState.of(List.of(RoleId.DEFAULT)), FakeCluster.EMPTY);

  private static Instance ready(long number, int version) {
    return Sites.running(
        number,
        version,
        new Instance.Checked(Optional.of(Sites.NOW), Optional.empty(), Optional.empty()));
  }

  private static Rollout rollout(int number, Rollout.Kind kind, int to, Rollout.Result result) {
    boolean failed = result == Rollout.Result.FAILED || result == Rollout.Result.ROLLED_BACK;
    return Sites.rollout(
        number, kind, 3 - to, to, result, failed ? Optional.of(BROKE) : Optional.empty());
  }

  private static Site site(int target, List<Rollout> rollouts, Instance... instances) {
    return Sites.site(2, target, App.Crash.NONE, rollouts, instances);
  }

  @Test
  void oneThatWentBackTellsWhyItHadTo() {
    List<Rollout> past =
        List.of(
            rollout(4, Rollout.Kind.DEPLOY, 2, Rollout.Result.ROLLED_BACK),
            rollout(5, Rollout.Kind.AUTO_ROLLBACK, 1, Rollout.Result.SUCCEEDED));
    Site site = site(1, past, ready(1, 1), ready(2, 1));
    assertEquals("ready", Texts.state(site));
    assertEquals(Optional.of(BROKE), whys.of(site));
    assertEquals(List.of(BROKE), whys.all(site));
    assertEquals(
        "version 2 is rolled back: it broke; version 1 comes back", Texts.ended(past.getFirst()));
  }

  @Test
  void whoNeverFailedHasNothingToTell() {
    List<Rollout> past =
        List.of(
            rollout(4, Rollout.Kind.DEPLOY, 2, Rollout.Result.ROLLED_BACK),
            rollout(5, Rollout.Kind.DEPLOY, 1, Rollout.Result.SUCCEEDED));
    assertEquals(Optional.empty(), whys.of(site(1, past, ready(1, 1), ready(2, 1))));
    assertEquals(Optional.empty(), whys.of(site(1, List.of(), ready(1, 1), ready(2, 1))));
  }

  @Test
  void theFormerVersionIsNotWhatShouldRun() {
    List<Rollout> past = List.of(rollout(4, Rollout.Kind.DEPLOY, 2, Rollout.Result.FAILED));
    Instance deaf =
        Sites.running(
            9, 2, new Instance.Checked(Optional.empty(), Optional.empty(), Optional.of(DEAF)));
    Site site = site(2, past, ready(1, 1), ready(2, 1), deaf);
    assertEquals("update failed", Texts.state(site));
    assertEquals(Optional.of(DEAF), whys.of(site));
    assertEquals(List.of(DEAF, BROKE), whys.all(site), "each kind once");
    assertEquals("partly ready", Texts.state(site(2, past, ready(1, 1), deaf)));
    assertEquals("ready", Texts.state(site(2, past, ready(1, 2), ready(2, 2))));
  }
}
