package cuesta.core.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.engine.Effect;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long an agent may be away is what the master was started with. */
class AgentTimeoutTest {
  private static MasterScript master(Duration agentTimeout) {
    return MasterScript.standby(new MasterConfig(agentTimeout)).elected(1);
  }

  @ParameterizedTest
  @CsvSource({"5000, it has 5 s to come back", "7500, it has 7500 ms to come back"})
  void aBrokenStreamHasTheTimeThatTheMasterGives(long millis, String says) {
    MasterScript master = master(Duration.ofMillis(millis));
    master.agent(1, "h1");
    master.on(new MasterEvent.AgentStreamBroken(1));
    Effect.Arm timer = master.timer("agent:");
    assertEquals(Duration.ofMillis(millis).toNanos(), timer.delayNanos());
    String why = master.effect(MasterEffect.CloseStream.class).why().toString();
    assertTrue(why.contains(says), why);
  }

  @ParameterizedTest
  @CsvSource({"5, 10", "600, 10", "1800, 30"})
  void aNewLeaderIsNeverLessPatientThanTheFormerOne(long seconds, long minutes) {
    MasterScript master = master(Duration.ofSeconds(seconds));
    master.agent(1, "h1");
    master.elected(2);
    assertEquals(Duration.ofMinutes(minutes).toNanos(), master.timer("agent:").delayNanos());
  }

  @ParameterizedTest
  @CsvSource({"4999", "0", "-1", "3600001"})
  void whatCannotWorkIsRefusedWithTheKeyAndTheBounds(long millis) {
    Duration time = Duration.ofMillis(millis);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new MasterConfig(time)).getMessage();
    assertTrue(message.startsWith("agent.timeout.ms is " + millis + "; give 5000"), message);
    assertTrue(message.endsWith("to 3600000"), message);
  }

  @Test
  void theBoundsThemselvesAreTaken() {
    assertEquals(
        Limits.AGENT_TIMEOUT_LEAST, new MasterConfig(Duration.ofSeconds(5)).agentTimeout());
    assertEquals(Limits.AGENT_TIMEOUT_MOST, new MasterConfig(Duration.ofHours(1)).agentTimeout());
  }
}
