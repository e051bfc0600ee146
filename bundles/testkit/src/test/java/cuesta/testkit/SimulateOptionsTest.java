package cuesta.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.testkit.sim.Bug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateOptionsTest {
  private static SimulateOptions of(String line) {
    return SimulateOptions.of(line.split(" "));
  }

  @Test
  void seeds() {
    assertEquals(new SimulateOptions(false, 7, 7, -1, Bug.NONE), of("--seed 7"));
    assertEquals(
        new SimulateOptions(false, 1, 200, 50, Bug.NO_TERM_CHECK),
        of("--seeds=1..200 --bug no_term_check --last=50"));
    assertTrue(of("--seed 7 --help").help());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sed 1 | unknown flag '--sed'; it takes --seed, --seeds, --last, --bug, --help",
        "--seed 1 2 | unknown flag '2'; it takes --seed, --seeds, --last, --bug, --help",
        "--seed | --seed needs a value",
        "--seed x | --seed needs a number, not 'x'",
        "--seeds 1..y | --seeds needs a number, not 'y'",
        "--seeds 5..1 | give --seed N or --seeds A..B, B not below A",
        "--last 5 | give --seed N or --seeds A..B, B not below A",
      })
  void wrongOnes(String line, String said) {
    assertEquals(
        said, assertThrows(IllegalArgumentException.class, () -> of(line.trim())).getMessage());
  }

  @Test
  void aBugThatIsNone() {
    String said =
        assertThrows(IllegalArgumentException.class, () -> of("--seed 1 --bug none")).getMessage();
    assertTrue(said.startsWith("there is no bug 'none'; there are acknowledged_early, "), said);
  }
}
