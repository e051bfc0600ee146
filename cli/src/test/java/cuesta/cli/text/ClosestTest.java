package cuesta.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosestTest {
  @ParameterizedTest
  @CsvSource({"list, list, 0", "lsit, list, 1", "ist, list, 1", "lisst, list, 1", "ab, ba, 1"})
  void slipsOfAFinger(String typed, String meant, int distance) {
    assertEquals(distance, Closest.distance(typed, meant));
    assertEquals(distance, Closest.distance(meant, typed));
  }

  @Test
  void farIsNotMeant() {
    assertEquals(Optional.of("list"), Closest.find("lsit", List.of("logs", "list")));
    assertEquals(Optional.empty(), Closest.find("add", List.of("logs", "list")));
    assertEquals(Optional.empty(), Closest.find("add", List.of()));
  }
}
