package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final ContainerId A = new ContainerId("a");
  private static final ContainerId B = new ContainerId("b");

  private final List<Throwable> broken = new CopyOnWriteArrayList<>();
  private final Lanes lanes = new Lanes(broken::add);

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void orderWithinALaneAndNoneBetweenLanes() {
    CountDownLatch other = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    List<Integer> order = new CopyOnWriteArrayList<>();
    lanes.run(A, () -> await(other)); // ends only if B runs beside it
    for (int i = 0; i < 100; i++) {
      int number = i;
      lanes.run(A, () -> order.add(number));
    }
    lanes.run(A, done::countDown);
    lanes.run(B, other::countDown);
    await(done);
    assertEquals(java.util.stream.IntStream.range(0, 100).boxed().toList(), order);
  }

  @Test
  void aFailureIsReportedAndTheLaneGoesOn() {
    CountDownLatch done = new CountDownLatch(1);
    lanes.run(
        A,
        () -> {
          throw new IllegalStateException("broken");
        });
    lanes.run(A, done::countDown);
    await(done);
    assertEquals("broken", broken.getFirst().getMessage());
  }

  @Test
  void closingWaitsForTheWorkAtHandAndDropsTheRest() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    List<String> done = new CopyOnWriteArrayList<>();
    lanes.run(
        A,
        () -> {
          begun.countDown();
          await(free);
          done.add("first");
        });
    lanes.run(A, () -> done.add("second"));
    await(begun);
    Thread closer = Thread.ofVirtual().start(lanes::close);
    free.countDown();
    try {
      closer.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    lanes.run(B, () -> done.add("third"));
    assertTrue(!done.contains("third") && done.contains("first"), done.toString());
  }
}
