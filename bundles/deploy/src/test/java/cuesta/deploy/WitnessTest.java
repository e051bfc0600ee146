package cuesta.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.TaskState;
import cuesta.contracts.allocator.views.FakeAgent;
import cuesta.contracts.allocator.views.FakeOffer;
import cuesta.contracts.allocator.views.FakeTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WitnessTest {
  private final Cluster cluster = new Cluster(true);
  private final Witness witness = new Witness();
  private final FakeTask a = task("a", TaskState.RUNNING);
  private final FakeTask b = task("b", TaskState.STAGING);

  private static FakeTask task(String id, TaskState state) {
    return FakeTask.of(id, "F0", "S0", state);
  }

  private static FakeOffer offer(String id) {
    return FakeOffer.of(id, "F0", "S0", "cpus:1");
  }

  private void live(FakeTask... tasks) {
    cluster.view = cluster.view.with(FakeAgent.of("S0", "cpus:4").withTasks(tasks));
  }

  @BeforeEach
  void runTwoTasks() {
    witness.add(new Cluster(false));
    witness.add(cluster);
    live(a, b);
    cluster.view = cluster.view.showing(offer("o1"), offer("o2"));
  }

  @Test
  void whatRunsOnIsNotDisturbed() {
    Witness.Sight before = witness.look().orElseThrow();
    live(a, b.withState(TaskState.RUNNING), a);
    assertEquals("2 tasks running, 0 disturbed, 0 offers lost", Witness.compare(before));
  }

  @Test
  void whatEndedByItselfWasNotDisturbedAndWhatIsLostWas() {
    Witness.Sight before = witness.look().orElseThrow();
    live();
    cluster.view = cluster.view.ended(a.withState(TaskState.FINISHED), b.withState(TaskState.LOST));
    assertEquals(
        "2 tasks running, 1 ended by themselves meanwhile, 1 disturbed, 0 offers lost",
        Witness.compare(before));
    cluster.view = cluster.view.ended();
    assertTrue(Witness.compare(before).contains("2 disturbed"), "nobody knows where they are");
  }

  @Test
  void anOfferThatIsNotThereAnyMoreIsNotCalledLost() {
    Witness.Sight before = witness.look().orElseThrow();
    cluster.view = cluster.view.showing(offer("o2"), offer("o3"));
    assertEquals(
        "2 tasks running, 0 disturbed, 1 of 2 offers used, returned or withdrawn meanwhile",
        Witness.compare(before));
  }

  @Test
  void withoutALeaderThereIsNothingToSay() {
    witness.remove(cluster);
    assertTrue(witness.look().isEmpty());
  }
}
