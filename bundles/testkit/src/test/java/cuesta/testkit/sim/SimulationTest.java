package cuesta.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole cluster on virtual time. */
class SimulationTest {
  private static final int SEEDS = 200;
  private static final int TWICE = 10;

  @Test
  void twoHundredSeedsKeepEveryInvariantAndComeToTheirEnd() {
    LongAdder services = new LongAdder();
    LongAdder updates = new LongAdder();
    // One seed knows nothing of another.
    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .forEach(
            seed -> {
              Simulation.Outcome outcome = Simulation.run(seed);
              services.add(outcome.services());
              updates.add(outcome.updates());
              assertEquals(
                  Optional.empty(),
                  outcome.violation(),
                  outcome.trace() + "\nreplay: ./cuesta simulate --seed " + seed);
              assertTrue(outcome.tasks() > 0, "seed " + seed + " started no task");
            });
    assertTrue(services.sum() > SEEDS / 2, "only " + services + " services checked to the end");
    assertTrue(updates.sum() > SEEDS, "only " + updates + " updates ran without a fault");
  }

  @Test
  void theSameSeedGivesTheSameTraceAndAnotherOneAnother() {
    Set<Long> hashes = ConcurrentHashMap.newKeySet();
    LongStream.rangeClosed(1, TWICE)
        .parallel()
        .forEach(
            seed -> {
              long hash = Simulation.run(seed).hash();
              assertEquals(hash, Simulation.run(seed).hash(), "seed " + seed);
              hashes.add(hash);
            });
    assertEquals(TWICE, hashes.size());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aPlantedBugIsFoundWithinTwoHundredSeeds(Bug bug) {
    // In order: most are found by the first seeds, and side by side many more would run at once.
    assertTrue(
        LongStream.rangeClosed(1, SEEDS)
            .anyMatch(seed -> Simulation.run(seed, bug, 1).violation().isPresent()),
        bug + " was not found within " + SEEDS + " seeds");
  }
}
