package cuesta.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The rules between a step and the world. */
class RunnerTest {
  private record Written(int number) implements Change {}

  private record Said(String recipient, int number) implements Effect {}

  /** An event: whether it makes a change, and to whom it says something. */
  private record Ask(int number, boolean durable, String to) {}

  /** The state is the list of changes replayed. */
  private static final class Script implements Engine<List<Integer>, Ask> {
    @Override
    public Step<List<Integer>> step(List<Integer> state, Ask event, Tick tick) {
      if (event.number() < 0) {
        throw new IllegalStateException("poison");
      }
      List<Change> changes = event.durable() ? List.of(new Written(event.number())) : List.of();
      List<Integer> next = state;
      for (Change change : changes) {
        next = replay(next, change);
      }
      return new Step<>(next, changes, List.of(new Said(event.to(), event.number())));
    }

    @Override
    public List<Integer> replay(List<Integer> state, Change change) {
      List<Integer> next = new ArrayList<>(state);
      next.add(((Written) change).number());
      return List.copyOf(next);
    }
  }

  private static final class Recorder implements Host {
    final List<Said> said = new ArrayList<>();
    final List<Object> refused = new ArrayList<>();
    final List<Long> positions = new ArrayList<>();

    @Override
    public void persist(long position, List<Change> changes) {
      positions.add(position);
    }

    @Override
    public void perform(Effect effect) {
      said.add((Said) effect);
    }

    @Override
    public void poisoned(Object event, RuntimeException failure) {
      refused.add(event);
    }
  }

  private final Recorder host = new Recorder();
  private final Runner<List<Integer>, Ask> runner = new Runner<>(new Script(), List.of(), host);
  private final Tick tick = new Tick(0, Instant.EPOCH, new SplitMix(1));

  private void handle(int number, boolean durable, String to) {
    runner.handle(new Ask(number, durable, to), tick);
  }

  @Test
  void anEffectWaitsForTheChangesOfItsOwnStep() {
    handle(1, true, "a");
    assertEquals(List.of(), host.said);
    runner.committed(1);
    assertEquals(List.of(new Said("a", 1)), host.said);
  }

  @Test
  void effectsOfOtherStepsDoNotWait() {
    handle(1, true, "a");
    handle(2, false, "b");
    assertEquals(List.of(new Said("b", 2)), host.said);
  }

  @Test
  void effectsForOneRecipientKeepTheirOrder() {
    handle(1, true, "a");
    handle(2, false, "a");
    handle(3, true, "a");
    handle(4, false, "a");
    runner.committed(1);
    assertEquals(List.of(new Said("a", 1), new Said("a", 2)), host.said);
    runner.committed(2);
    assertEquals(
        List.of(new Said("a", 1), new Said("a", 2), new Said("a", 3), new Said("a", 4)), host.said);
  }

  @Test
  void readersSeeTheCommittedState() {
    handle(1, true, "a");
    assertEquals(List.of(1), runner.applied());
    assertEquals(List.of(), runner.committed());
    assertTrue(runner.isBehind());
    handle(2, false, "a");
    handle(3, true, "a");
    runner.committed(1);
    assertEquals(List.of(1), runner.committed());
    runner.committed(2);
    assertEquals(List.of(1, 3), runner.committed());
    assertFalse(runner.isBehind());
  }

  @Test
  void poisonIsDiscardedWhole() {
    handle(1, true, "a");
    handle(-1, true, "a");
    runner.committed(1);
    assertEquals(List.of(new Ask(-1, true, "a")), host.refused);
    assertEquals(List.of(1), runner.applied());
    assertEquals(List.of(new Said("a", 1)), host.said);
  }

  @Test
  void whatIsAbandonedNeverLeaves() {
    handle(1, true, "a");
    runner.abandon();
    runner.committed(1);
    handle(2, false, "a");
    assertEquals(List.of(new Said("a", 2)), host.said);
  }

  @Property(tries = 300)
  void nothingLeavesBeforeItIsDurableAndOrderHoldsForEachRecipient(@ForAll long seed) {
    Recorder world = new Recorder();
    Runner<List<Integer>, Ask> any = new Runner<>(new Script(), List.of(), world);
    SplitMix random = new SplitMix(seed);
    long made = 0;
    long durable = 0;
    List<Long> dueAt = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      if (random.chance(0.3) && durable < made) {
        durable += 1 + random.below((int) (made - durable));
        any.committed(durable);
      } else {
        boolean change = random.chance(0.4);
        made += change ? 1 : 0;
        dueAt.add(change ? made : 0);
        any.handle(new Ask(dueAt.size() - 1, change, "r" + random.below(3)), tick);
      }
      for (Said said : world.said) {
        assertTrue(dueAt.get(said.number()) <= durable, "left too early: " + said);
      }
      inOrder(world.said);
    }
    any.committed(made);
    assertEquals(dueAt.size(), world.said.size());
    inOrder(world.said);
  }

  private static void inOrder(List<Said> said) {
    int[] last = {-1, -1, -1};
    for (Said one : said) {
      int recipient = one.recipient().charAt(1) - '0';
      assertTrue(last[recipient] < one.number(), "out of order: " + one);
      last[recipient] = one.number();
    }
  }
}
