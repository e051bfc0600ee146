package cuesta.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.TaskState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WitnessTest {
  private final Cluster cluster = new Cluster(true);
  private final Witness witness = new Witness();
  private final Cluster.Task a = Cluster.task("a", TaskState.RUNNING);
  private final Cluster.Task b = Cluster.task("b", TaskState.STAGING);

  @BeforeEach
  void runTwoTasks() {
    witness.add(new Cluster(false));
    witness.add(cluster);
    cluster.live = List.of(a, b);
    cluster.offers = List.of(Cluster.offer("o1"), Cluster.offer("o2"));
  }

  @Test
  void whatRunsOnIsNotDisturbed() {
    Witness.Sight before = witness.look().orElseThrow();
    cluster.live = List.of(a, Cluster.task("b", TaskState.RUNNING), a);
    assertEquals("2 tasks running, 0 disturbed, 0 offers lost", Witness.compare(before));
  }

  @Test
  void whatEndedByItselfWasNotDisturbedAndWhatIsLostWas() {
    Witness.Sight before = witness.look().orElseThrow();
    cluster.live = List.of();
    cluster.ended =
        List.of(Cluster.task("a", TaskState.FINISHED), Cluster.task("b", TaskState.LOST));
    assertEquals(
        "2 tasks running, 1 ended by themselves meanwhile, 1 disturbed, 0 offers lost",
        Witness.compare(before));
    cluster.ended = List.of();
    assertTrue(Witness.compare(before).contains("2 disturbed"), "nobody knows where they are");
  }

  @Test
  void anOfferThatIsNotThereAnyMoreIsNotCalledLost() {
    Witness.Sight before = witness.look().orElseThrow();
    cluster.offers = List.of(Cluster.offer("o2"), Cluster.offer("o3"));
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
