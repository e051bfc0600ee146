package cuesta.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SessionTimeTest {
  private static Duration parsed(String... args) {
    MasterCommand command = new MasterCommand();
    String[] all = new String[args.length + 1];
    all[0] = "--work-dir=w";
    System.arraycopy(args, 0, all, 1, args.length);
    new CommandLine(command).parseArgs(Flags.dashed(all));
    return command.session;
  }

  @Test
  void tenSecondsUnlessSaidOtherwise() {
    assertEquals(Duration.ofSeconds(10), parsed());
  }

  @ParameterizedTest
  @CsvSource({"1s, 1000", "1500ms, 1500", "4, 4000", "2m, 120000", "10m, 600000"})
  void whatPeopleWrite(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), parsed("--session-timeout", text));
    assertEquals(Duration.ofMillis(millis), parsed("--session_timeout=" + text));
  }

  @ParameterizedTest
  @CsvSource({
    "999ms, server: choose 1s to 10m",
    "11m, to 10m",
    "0, choose 1s",
    "soon, write it as 1500ms",
    "-3s, write it as",
    "1h, write it as",
    "9999999999s, write it as"
  })
  void whatCannotBeIsNamedWithTheFlagAndTheWayOut(String text, String says) {
    String message =
        assertThrows(
                CommandLine.ParameterException.class, () -> parsed("--session-timeout=" + text))
            .getMessage();
    assertTrue(message.contains("--session-timeout"), message);
    assertTrue(message.contains("'" + text + "'") && message.contains(says), message);
  }
}
