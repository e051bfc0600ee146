package cuesta.core.edge.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.protocol.v1.FromMaster;
import cuesta.protocol.v1.Heartbeat;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A master says how soon silences are noticed, and its agents follow. */
class RhythmTest {
  private final Rhythm rhythm = new Rhythm(LinkLimits.DEFAULT);

  private static FromMaster greeting(long every, long silence) {
    Heartbeat said = Heartbeat.newBuilder().setEveryMs(every).setSilenceMs(silence).build();
    return FromMaster.newBuilder().setHeartbeat(said).build();
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 10, 20, 60, 74, 75, 600, 3_600})
  void anEndNoticesASilenceAndTriesAgainWithinTheTimeThatAgentsHave(long seconds) {
    Duration given = Duration.ofSeconds(seconds);
    LinkLimits limits = LinkLimits.within(given);
    assertTrue(limits.silence().compareTo(given) <= 0, limits.toString());
    assertEquals(limits.silence(), limits.heartbeat().multipliedBy(5));
    // One attempt that hangs and one wait, and there is time left.
    assertTrue(limits.opening().plus(limits.longestWait()).compareTo(given) < 0, limits.toString());
  }

  @Test
  void withTheUsualTimeNothingChanges() {
    assertEquals(LinkLimits.DEFAULT, LinkLimits.within(Duration.ofSeconds(75)));
    assertEquals(LinkLimits.DEFAULT, LinkLimits.within(Duration.ofHours(1)));
  }

  @Test
  void anAgentFollowsTheMasterThatGreetedLast() {
    LinkLimits hasty = LinkLimits.within(Duration.ofSeconds(10));
    rhythm.greeted(Rhythm.greeting(hasty));
    assertEquals(hasty, rhythm.limits());
    rhythm.greeted(Rhythm.greeting(LinkLimits.DEFAULT));
    assertEquals(LinkLimits.DEFAULT, rhythm.limits());
  }

  @Test
  void ofAMasterThatSaysNothingTheRhythmIsTheUsualOne() {
    rhythm.greeted(Rhythm.greeting(LinkLimits.within(Duration.ofSeconds(10))));
    rhythm.greeted(greeting(0, 0));
    assertEquals(LinkLimits.DEFAULT, rhythm.limits());
  }

  @Test
  void nobodyIsMadeSlower() {
    rhythm.greeted(greeting(Long.MAX_VALUE, Long.MAX_VALUE));
    assertEquals(LinkLimits.DEFAULT, rhythm.limits());
  }

  @Test
  void whatNoStreamCouldLiveByIsRefused() {
    for (FromMaster wrong :
        new FromMaster[] {greeting(0, 9), greeting(-1, 9), greeting(9, 9), greeting(9, 0)}) {
      assertThrows(IllegalArgumentException.class, () -> rhythm.greeted(wrong));
      assertEquals(LinkLimits.DEFAULT, rhythm.limits());
    }
  }

  @Test
  void waitsGrowNoLongerThanAHeartbeat() {
    Backoff backoff = new Backoff(new java.util.Random(1));
    Duration longest = LinkLimits.within(Duration.ofSeconds(5)).longestWait();
    assertEquals(Duration.ofSeconds(1), longest);
    for (int i = 0; i < 20; i++) {
      backoff.next(LinkLimits.DEFAULT.longestWait());
    }
    for (int i = 0; i < 20; i++) {
      Duration wait = backoff.next(longest);
      assertTrue(wait.compareTo(longest) <= 0, wait.toString());
    }
  }
}
