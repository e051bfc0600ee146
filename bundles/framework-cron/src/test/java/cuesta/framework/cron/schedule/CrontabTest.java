package cuesta.framework.cron.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrontabTest {
  private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2031-01-01T00:00:00Z");

  private static final List<String> CORPUS =
      List.of(
          "* * * * *",
          "*/5 * * * *",
          "*/7 */2 * * *",
          "0 * * * *",
          "30 * * * 0",
          "17 */3 1-7 * *",
          "30 2 * * *",
          "0,30 1,2,3 * * *",
          "*/10 1-3 * * *",
          "* 2 * * *",
          "59 23 * * *",
          "0 0 * * *",
          "15 0-3 * * 0",
          "0 3 * * sun",
          "45 1 1-31 3,10,nov *",
          "5/20 0-23/2 * * 1-7");

  /** Days with a change of local time, and those around them: all there are, of all zones. */
  @Test
  void itFiresAsAScanOfEachMinuteSaysWhereverLocalTimeJumps() {
    int looked = 0;
    for (Map.Entry<String, ZoneId> one : zones().entrySet()) {
      for (ZoneOffsetTransition change : someChanges(one.getValue().getRules())) {
        Instant from = change.getInstant().minusSeconds(86_400 + 61);
        Instant to = change.getInstant().plusSeconds(86_400 + 61);
        for (String expression : CORPUS) {
          Schedule schedule = Schedules.parse(expression, one.getValue(), BEGIN);
          List<Instant> expected = new Scan(expression, one.getValue()).due(from, to);
          assertEquals(
              expected, walk(schedule, from, to), () -> expression + " in " + one.getKey());
        }
        looked++;
      }
    }
    assertEquals(true, looked > 100, "zones with changes: " + looked);
  }

  /** Zones that change alike are one zone: the scan is slow. */
  private static TreeMap<String, ZoneId> zones() {
    TreeMap<String, ZoneId> zones = new TreeMap<>();
    TreeSet<String> seen = new TreeSet<>();
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ZoneId zone = ZoneId.of(name);
      List<ZoneOffsetTransition> changes = changes(zone.getRules());
      if (!changes.isEmpty() && seen.add(changes.toString())) {
        zones.put(name, zone);
      }
    }
    return zones;
  }

  private static List<ZoneOffsetTransition> changes(ZoneRules rules) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition next = rules.nextTransition(BEGIN);
    while (next != null && next.getInstant().isBefore(END)) {
      changes.add(next);
      next = rules.nextTransition(next.getInstant());
    }
    return changes;
  }

  /** The first ones and the last ones: those between are like them. */
  private static List<ZoneOffsetTransition> someChanges(ZoneRules rules) {
    List<ZoneOffsetTransition> all = changes(rules);
    return all.size() <= 4
        ? all
        : List.of(all.get(0), all.get(1), all.get(all.size() - 2), all.getLast());
  }

  private static List<Instant> walk(Schedule schedule, Instant from, Instant to) {
    List<Instant> due = new ArrayList<>();
    Optional<Instant> next = schedule.after(from);
    while (next.isPresent() && !next.get().isAfter(to)) {
      due.add(next.get());
      next = schedule.after(next.get());
    }
    return due;
  }

  /** The library's own search, where it has no local time to get wrong. */
  @Test
  void itAgreesWithTheLibraryInUtc() {
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    for (String expression :
        List.of(
            "0 0 13 * 5",
            "15 10 * * 1-5",
            "0 0 29 2 *",
            "0 0 * * sat-sun",
            "1-59/13 2 * jan,jul *",
            "0 9 1,15 * fri",
            "59/3 0 * * *",
            "0 0 30 2 1",
            "10-20/3,40 8-18 * * *")) {
      ExecutionTime library = ExecutionTime.forCron(parser.parse(expression));
      Schedule schedule = Schedules.parse(expression, ZoneOffset.UTC, BEGIN);
      Instant at = BEGIN;
      for (int i = 0; i < 40; i++) {
        Instant expected =
            library
                .nextExecution(ZonedDateTime.ofInstant(at, ZoneOffset.UTC))
                .orElseThrow()
                .toInstant();
        at = schedule.after(at).orElseThrow();
        assertEquals(expected, at, expression);
      }
    }
  }

  @Test
  void countingSkipsDaysAndForgetsNone() {
    for (String zone : List.of("UTC", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo")) {
      for (String expression : CORPUS) {
        Schedule schedule = Schedules.parse(expression, ZoneId.of(zone), BEGIN);
        Instant from = BEGIN.plusSeconds(12_345);
        Instant to = from.plusSeconds(300 * 86_400L + 777);
        List<Instant> all = walk(schedule, from, to);
        assertEquals(all.size(), schedule.count(from, to), expression + " in " + zone);
        for (int n : new int[] {1, all.size() / 2, all.size()}) {
          if (n > 0) {
            assertEquals(all.get(n - 1), schedule.nth(from, to, n), expression + " in " + zone);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # given hours: moved to the end of the gap, once; the first pass of what comes twice
          30 2 * * *,   2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z, MOVED
          0 2 * * *,    2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z, MOVED
          0 2-3 * * *,  2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z, NONE
          30 2 * * *,   2026-10-25T00:00:00Z, 2026-10-25T00:30:00Z, FIRST_PASS
          30 2 * * *,   2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z, NONE
          # any hour: as real time goes
          30 * * * *,   2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z, NONE
          0 */2 * * *,  2026-03-28T23:00:00Z, 2026-03-29T02:00:00Z, NONE
          30 * * * *,   2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z, SECOND_PASS
          """)
  void theHourThatIsSkippedAndTheHourThatRepeats(
      String expression, Instant after, Instant due, Shift shift) {
    Schedule berlin = Schedules.parse(expression, ZoneId.of("Europe/Berlin"), BEGIN);
    assertEquals(Optional.of(due), berlin.after(after));
    assertEquals(shift, berlin.shift(due));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          @hourly,         2026-01-01T00:30:00Z, 2026-01-01T01:00:00Z
          @daily,          2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z
          @midnight,       2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z
          @WEEKLY,         2026-01-01T00:00:00Z, 2026-01-04T00:00:00Z
          @monthly,        2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z
          @yearly,         2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z
          @annually,       2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z
          0 0 13 * 5,      2026-01-03T00:00:00Z, 2026-01-09T00:00:00Z
          0 0 */2 * 1,     2026-01-01T00:00:00Z, 2026-01-05T00:00:00Z
          0 0 29 2 *,      2097-01-01T00:00:00Z, 2104-02-29T00:00:00Z
          0 0 29 2 */7,    2088-03-01T00:00:00Z, 2128-02-29T00:00:00Z
          """)
  void aliasesAndDays(String text, Instant after, Instant due) {
    assertEquals(Optional.of(due), Schedules.parse(text, ZoneOffset.UTC, BEGIN).after(after));
  }
}
