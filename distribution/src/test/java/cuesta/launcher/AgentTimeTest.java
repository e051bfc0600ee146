package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AgentTimeTest {
  private static Duration ofMaster(String... flag) {
    MasterCommand command = new MasterCommand();
    new CommandLine(command).parseArgs("--work-dir=w");
    if (flag.length > 0) {
      new CommandLine(command).parseArgs(Flags.dashed(new String[] {"--work-dir=w", flag[0]}));
    }
    return command.agentTimeout;
  }

  private static Duration ofDev(String flag) {
    DevCommand command = new DevCommand();
    new CommandLine(command).parseArgs(Flags.dashed(new String[] {flag}));
    return command.agentTimeout;
  }

  @Test
  void seventyFiveSecondsUnlessSaidOtherwise() {
    assertEquals(Duration.ofSeconds(75), ofMaster());
  }

  @ParameterizedTest
  @CsvSource({"5s, 5000", "7500ms, 7500", "10, 10000", "2m, 120000", "60m, 3600000"})
  void whatPeopleWrite(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), ofMaster("--agent-timeout=" + text));
    assertEquals(Duration.ofMillis(millis), ofDev("--agent_timeout=" + text));
  }

  @Test
  void theMasterIsConfiguredWithIt() {
    Configuration master =
        NodeConfigurations.master("h", 1, 2, Duration.ofSeconds(10), Path.of("key"));
    assertEquals(10_000L, master.properties().get("agent.timeout.ms"));
  }

  @ParameterizedTest
  @CsvSource({
    "4999ms, choose 5s to 60m",
    "0, come back",
    "61m, choose 5s to 60m",
    "soon, write it as 1500ms",
    "1h, write it as"
  })
  void whatCannotBeIsNamedWithTheFlagAndTheWayOut(String text, String says) {
    String message =
        assertThrows(
                CommandLine.ParameterException.class, () -> ofMaster("--agent-timeout=" + text))
            .getMessage();
    assertTrue(message.contains("--agent-timeout"), message);
    assertTrue(message.contains("'" + text + "'") && message.contains(says), message);
  }
}
