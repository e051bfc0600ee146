package cuesta.cli.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.cli.json.Node;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  private final Formats formats = new Formats("2026-03-01T00:00:00Z", ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "time, 2026-01-01T11:00:00.123Z, 2026-01-01 12:00:00+01",
    "time, 2026-07-01T11:00:00+01:00, 2026-07-01 12:00:00+02",
    "time, soon, soon",
    "age, 2026-02-28T23:59:00Z, 60s",
    "age, never, never",
    "duration, PT61S, 1m1s",
    "duration, PT-1.5S, -1.5s",
    "duration, long, long",
    "bytes, many, many",
    "text, x, x",
    "unheard, x, x",
  })
  void texts(String format, String value, String expected) {
    assertEquals(expected, formats.cell(format, new Node(value)));
  }

  @ParameterizedTest
  @CsvSource({
    "duration, 0, 0s",
    "duration, 0.0042, 0s",
    "duration, 9.876, 9.88s",
    "duration, 59.4, 59s",
    "duration, 3599, 59m59s",
    "duration, 3600, 1h0m",
    "duration, 90000, 1d1h",
    "bytes, 0, 0 B",
    "bytes, 1023, 1023 B",
    "bytes, 1024, 1.0 KiB",
    "bytes, 1572864, 1.5 MiB",
    "bytes, 5e15, 4547.5 TiB",
    "age, 3, 3",
    "time, 3, 3",
  })
  void numbers(String format, BigDecimal value, String expected) {
    assertEquals(expected, formats.cell(format, new Node(value)));
  }
}
