package cuesta.core.osgi.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlipsTest {
  @ParameterizedTest
  @CsvSource({"7_300,gap 7 µs", "9_999_999,gap 9999 µs", "10_000_000,gap 10 ms"})
  void aGapIsToldInTheUnitThatFits(String nanos, String text) {
    assertEquals(text, Flips.gap(Long.parseLong(nanos.replace("_", ""))));
  }
}
