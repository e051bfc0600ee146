package cuesta.framework.webapp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Updates of what nobody looks at: only that it goes on running says that it is well. */
class ProvingTest {
  private final Town town = new Town(1, 3, "cpus:4;mem:4096;ports:[31000-31099]");

  private List<Rollout> rollouts() {
    return town.site("work").app().rollouts();
  }

  private void runs(int wanted) {
    town.deploy("work", Specs.of("good").unchecked(), wanted);
    town.pass(WebLimits.PROVEN);
    assertEquals(Rollout.Result.SUCCEEDED, rollouts().getLast().result());
  }

  @Test
  void isReadyAtOnceAndProvesItselfByGoingOn() {
    town.deploy("work", Specs.of("good").unchecked(), 3);
    assertEquals(3, town.site("work").ready());
    town.pass(WebLimits.PROVEN.minusMillis(1));
    assertTrue(rollouts().getLast().isRunning());
    assertEquals(0, town.site("work").app().stable());
    town.pass(Duration.ofMillis(1));
    assertEquals(Rollout.Result.SUCCEEDED, rollouts().getLast().result());
    assertEquals(1, town.site("work").app().stable());
    town.checkStore();
  }

  @Test
  void whatEndsAtOnceTakesThePlaceOfNothing() {
    runs(3);
    town.watch(() -> assertTrue(town.site("work").ready() >= 3));
    town.deploy("work", Specs.of("bad").unchecked(), 3);
    town.pass(Duration.ofSeconds(30));
    assertEquals(Rollout.Result.ROLLED_BACK, rollouts().get(1).result());
    assertEquals(Failing.INSTANCES_FAILED, rollouts().get(1).why().orElseThrow().code());
    assertEquals(Rollout.Result.SUCCEEDED, rollouts().getLast().result());
    assertEquals(List.of("good@a1", "good@a2", "good@a3"), town.words("work"));
    town.checkStore();
  }

  /** Those of the first version, while it is not what should run. */
  private int old() {
    Site site = town.site("work");
    return (int)
        site.all().stream().filter(one -> one.version() == 1 && !one.isNew(site.app())).count();
  }

  @Test
  void eachNewOneIsWaitedForBeforeAFurtherOldOneGoes() {
    runs(2);
    town.deploy("work", Specs.of("good").version("2").unchecked(), 2);
    assertEquals(2, old());
    town.pass(WebLimits.PROVEN);
    assertEquals(1, old());
    town.pass(WebLimits.PROVEN);
    assertEquals(0, old());
    assertEquals(Rollout.Result.SUCCEEDED, rollouts().getLast().result());
  }

  @Test
  void aNewLeaderGoesOnWaiting() {
    runs(1);
    town.deploy("work", Specs.of("good").version("2").unchecked(), 1);
    town.pass(Duration.ofSeconds(1));
    town.load();
    town.pass(WebLimits.PROVEN.minusSeconds(1));
    assertEquals(Rollout.Result.SUCCEEDED, rollouts().getLast().result());
    assertEquals(0, old());
    town.checkStore();
  }
}
