package cuesta.framework.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.engine.Effect;
import cuesta.engine.SplitMix;
import cuesta.engine.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waiting for the wall clock, and trying again. */
class DelaysTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static Tick at(Instant wall) {
    return new Tick(7, wall, new SplitMix(wall.getEpochSecond()));
  }

  private static List<Effect> armed(Delays<String> delays, Instant now) {
    List<Effect> effects = new ArrayList<>();
    delays.arm("t", "event", at(now), effects);
    return effects;
  }

  private static long armedFor(Delays<String> delays, Instant now) {
    return assertInstanceOf(Effect.Arm.class, armed(delays, now).getFirst()).delayNanos();
  }

  @Test
  void theEarliestIsArmedForAndWhoIsDueComesInOrder() {
    Delays<String> delays =
        Delays.<String>none()
            .with("late", NOON.plusSeconds(90))
            .with("b", NOON.plusSeconds(2))
            .with("a", NOON.plusSeconds(2))
            .with("c", NOON.plusSeconds(1));
    assertEquals(Duration.ofSeconds(1).toNanos(), armedFor(delays, NOON));
    assertEquals(List.of(), delays.due(NOON, 9));
    List<String> due = delays.due(NOON.plusSeconds(2), 9).stream().map(Delays.Due::key).toList();
    assertEquals(List.of("c", "a", "b"), due);
    assertEquals(2, delays.due(NOON.plusSeconds(2), 2).size());
    Delays<String> rest = delays.without("a").without("b").without("c").without("never");
    assertEquals(Delays.LOOK.toNanos(), armedFor(rest, NOON));
    assertEquals(0, armedFor(rest, NOON.plusSeconds(100)));
    assertEquals(List.of(new Effect.Disarm("t")), armed(rest.without("late"), NOON));
  }

  @Test
  void aNewInstantReplacesTheOldOne() {
    Delays<String> delays = Delays.<String>none().with("a", NOON).with("a", NOON.plusSeconds(5));
    assertEquals(1, delays.order().size());
    assertEquals(List.of(), delays.due(NOON, 9));
    assertEquals(Delays.none(), delays.without("a"));
  }

  @Test
  void triedAgainIsUpToTheLimitAfterGrowingWaits() {
    Retries retries = new Retries(2, new Backoff(Duration.ofSeconds(8), Duration.ofMinutes(1)));
    Duration first = Duration.between(NOON, retries.after(1, at(NOON)).orElseThrow());
    Duration second = Duration.between(NOON, retries.after(2, at(NOON)).orElseThrow());
    assertTrue(first.toMillis() >= 6_000 && first.toMillis() <= 10_000, first::toString);
    assertTrue(second.toMillis() >= 12_000 && second.toMillis() <= 20_000, second::toString);
    assertTrue(retries.after(3, at(NOON)).isEmpty());
    assertTrue(Retries.NONE.after(1, at(NOON)).isEmpty());
  }
}
