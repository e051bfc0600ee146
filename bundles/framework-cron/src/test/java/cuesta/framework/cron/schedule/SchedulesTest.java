package cuesta.framework.cron.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesTest {
  private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:00.700Z");

  private static Schedule parse(String text) {
    return Schedules.parse(text, ZoneOffset.UTC, ANCHOR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                | write five fields
          every day         | it has 2 fields, not minute, hour, day, month, weekday
          0 30 2 * * *      | it has 6 fields
          61 * * * *        | Value 61 not in range [0, 59]
          a * * * *         | Invalid chars
          0 22-2 * * *      | Invalid range
          0 0 31 2 *        | no day is ever such a day
          0 0 31 4,6,9 *    | no day is ever such a day
          @dayly            | known are @annually, @daily
          @every            | write '@every 90s'
          @every 0s         | whole seconds, from 1 s
          @every 1500ms     | whole seconds, from 1 s
          @every 4000d      | from 1 s to 3660 d
          """)
  void whatIsNoScheduleIsRefusedWithWhatWouldBe(String text, String says) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> parse(text == null ? "" : text))
            .getMessage();
    assertTrue(said.contains("is not a schedule") && said.contains(says), said);
  }

  @Test
  void whatIsNoZoneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Schedules.zone("Europe/Berln"));
    assertEquals("Europe/Berlin", Schedules.zone(" Europe/Berlin ").getId());
  }

  @ParameterizedTest
  @CsvSource({
    "@every 1s,1",
    "@every 90,90",
    "@every  2m,120",
    "@every 3h,10800",
    "@every 2000ms,2"
  })
  void periodsBeginAtTheSecondOfTheAnchor(String text, long seconds) {
    Instant first = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seconds);
    assertEquals(Optional.of(first), parse(text).after(Instant.EPOCH));
    assertEquals(Optional.of(first), parse(text).after(first.minusMillis(1)));
    assertEquals(Optional.of(first.plusSeconds(seconds)), parse(text).after(first));
  }

  @Property
  void periodsAreCountedAsTheyAreWalked(
      @ForAll @LongRange(min = 1, max = 5_000) long seconds,
      @ForAll @LongRange(min = -10_000, max = 100_000) long from,
      @ForAll @LongRange(min = 0, max = 100_000) long length) {
    Schedule every = new Every(seconds, ANCHOR);
    Instant after = ANCHOR.plusMillis(from * 37);
    Instant upTo = after.plusMillis(length * 53);
    long count = 0;
    Instant at = every.after(after).orElseThrow();
    while (!at.isAfter(upTo)) {
      assertTrue(at.isAfter(after));
      count++;
      assertEquals(at, every.nth(after, upTo, count));
      at = every.after(at).orElseThrow();
    }
    assertEquals(count, every.count(after, upTo));
  }
}
