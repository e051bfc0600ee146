package cuesta.core.edge.link;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final LinkLimits LIMITS =
      new LinkLimits(Duration.ofNanos(100), Duration.ofNanos(500), Duration.ofNanos(50), 1, 1);

  private final Pulse pulse = new Pulse(LIMITS, 1_000);

  private void lookUntil(long end) {
    for (long now = 1_000; now <= end; now += 25) {
      pulse.look(now);
    }
  }

  @Test
  void silenceIsCountedFromTheLastWord() {
    pulse.heard(1_200);
    lookUntil(1_675);
    assertFalse(pulse.isSilent());
    pulse.look(1_700);
    assertTrue(pulse.isSilent());
  }

  @Test
  void whoeverHasSaidNothingShouldSaySomething() {
    lookUntil(1_075);
    assertFalse(pulse.isMute());
    pulse.look(1_100);
    assertTrue(pulse.isMute());
    pulse.spoken(1_100);
    pulse.look(1_125);
    assertFalse(pulse.isMute());
  }

  /** Else a machine that was suspended would break all streams before it has read any. */
  @Test
  void aFrozenProcessBlamesNobody() {
    lookUntil(1_400);
    pulse.look(9_000);
    assertFalse(pulse.isSilent());
    for (long now = 9_025; now < 9_500; now += 25) {
      pulse.look(now);
      assertFalse(pulse.isSilent());
    }
    pulse.look(9_500);
    assertTrue(pulse.isSilent());
  }

  @Test
  void silenceMustLeaveRoomForHeartbeats() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new LinkLimits(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ZERO, 1, 1));
  }

  @Test
  void waitsGrowFromATenthOfASecondToTen() {
    Backoff backoff = new Backoff(new Random(1));
    for (int round = 0; round < 2; round++) {
      long due = 100;
      for (int i = 0; i < 20; i++) {
        long millis = backoff.next(Backoff.LONGEST).toMillis();
        assertTrue(millis >= due / 2 && millis <= due, millis + " of " + due);
        due = Math.min(2 * due, 10_000);
      }
      backoff.reset();
    }
  }
}
