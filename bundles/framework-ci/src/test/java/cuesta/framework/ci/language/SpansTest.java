package cuesta.framework.ci.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {
  @ParameterizedTest
  @CsvSource({
    "42, 42",
    "42 seconds, 42",
    "3 mins 4 sec, 184",
    "2 hrs 20 min, 8400",
    "2h20min, 8400",
    "1h 30m, 5400",
    "1 hour and 30 minutes, 5400",
    "3 hours 30 minutes, 12600",
    "1.5 hours, 5400",
    "1:30, 90",
    "1:30:00, 5400",
    "1 day, 86400",
    "1 week, 604800",
    "3 weeks and 2 days, 1987200",
    "6 mos 1 day, 15638400",
    "1 yr, 31557600",
    "10 MINUTES, 600"
  })
  void inGitLabsWords(String text, long seconds) {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), Spans.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "soon", "1 fortnight", "-1 h", "1 h x", "h", "1:2:3:4", "1 ss"})
  void otherWordsAreNoTime(String text) {
    assertEquals(Optional.empty(), Spans.of(text));
  }

  @Test
  void neverIsForever() {
    assertEquals(Optional.of(ChronoUnit.FOREVER.getDuration()), Spans.of("never"));
  }
}
