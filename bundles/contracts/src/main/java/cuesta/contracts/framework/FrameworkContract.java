package cuesta.contracts.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.Reason;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.framework.FrameworkPlugin;
import cuesta.api.framework.Scheduler;
import cuesta.contracts.Await;
import cuesta.contracts.framework.fakes.ScriptedMaster;
import cuesta.contracts.framework.fakes.Stage;
import cuesta.contracts.framework.fakes.Stage.Instance;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every framework must do, whatever it is for. Extend it and say which plugin, and how one
 * makes it launch a task.
 */
public abstract class FrameworkContract {
  private Stage stage;

  /** For subclasses. */
  protected FrameworkContract() {}

  /**
   * The plugin under test.
   *
   * @return a new one
   */
  protected abstract FrameworkPlugin plugin();

  /**
   * Makes an instance want one task of at most 1 cpu and 512 MiB. Nothing to do if it does by
   * itself.
   *
   * @param scheduler an instance that is subscribed
   * @throws Exception fails the test
   */
  protected void provoke(Scheduler scheduler) throws Exception {}

  @BeforeEach
  void begin() {
    stage = new Stage();
  }

  @AfterEach
  void end() {
    stage.close();
  }

  private ScriptedMaster master() {
    return stage.master();
  }

  private Instance launched() throws Exception {
    Instance instance = stage.open(plugin());
    stage.subscribe(instance);
    provoke(instance.scheduler());
    stage.offering("a task is launched", () -> !master().tasks().isEmpty());
    return instance;
  }

  private TaskId task() {
    assertEquals(1, master().tasks().size(), () -> "one task, not " + master().tasks().keySet());
    return master().tasks().keySet().iterator().next();
  }

  @Test
  void itSaysConstantlyWhoItIsAndCallsNothingBeforeItIsSubscribed() throws Exception {
    Instance instance = stage.open(plugin());
    assertEquals(instance.scheduler().info(), instance.scheduler().info());
    assertEquals(instance.scheduler().endpoint(), instance.scheduler().endpoint());
    instance.scheduler().close();
    assertEquals(List.of(), master().violations());
  }

  @Test
  void itUsesWhatItWasOfferedAndGivesTheRestBack() throws Exception {
    Instance instance = launched();
    Await.until("no offer is kept", () -> master().offered().isEmpty(), () -> master().offered());
    assertEquals(List.of(), master().violations());
    instance.scheduler().close();
  }

  @Test
  void itAcknowledgesEachUpdateAlsoIfRepeated() throws Exception {
    Instance instance = launched();
    TaskId task = task();
    master().become(task, TaskState.RUNNING, -1);
    master().repeat(task);
    master().become(task, TaskState.FINISHED, 0);
    master().repeat(task);
    Await.until("all is acknowledged", () -> master().isAcknowledged(task), () -> master().tasks());
    instance.scheduler().close();
  }

  @Test
  void aSuccessorDoesNotLaunchAgainWhatLives() throws Exception {
    Instance former = launched();
    TaskId task = task();
    master().become(task, TaskState.RUNNING, -1);
    Instance next = stage.open(plugin());
    stage.subscribe(next);
    former.scheduler().disconnected(Reason.of("SESSION_OVER", "", "replaced"));
    former.scheduler().close();
    master().repeat(task);
    for (int i = 0; i < 20; i++) {
      master().offer();
      Await.until("offers come back", () -> master().offered().isEmpty(), () -> "offers");
    }
    assertEquals(task, task());
    assertTrue(master().tasks().get(task).isAlive());
    assertFalse(master().isKilled(task), "a successor killed what its predecessor runs");
    master().become(task, TaskState.FINISHED, 0);
    Await.until(
        "the successor acknowledges", () -> master().isAcknowledged(task), () -> master().tasks());
    assertEquals(List.of(), master().violations());
    next.scheduler().close();
  }

  @Test
  void itExplainsNothingOfWhatItDoesNotKnow() throws Exception {
    Instance instance = stage.open(plugin());
    assertEquals(List.of(), instance.scheduler().explain(new TaskId("nobody's")));
    stage.subscribe(instance);
    assertEquals(List.of(), instance.scheduler().explain(new TaskId("nobody's")));
    instance.scheduler().close();
  }

  @Test
  void itEndsWithinItsTime() throws Exception {
    Instance instance = launched();
    long start = System.nanoTime();
    instance.scheduler().disconnected(Reason.of("SESSION_OVER", "", "replaced"));
    instance.scheduler().close();
    instance.scheduler().close();
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
  }
}
