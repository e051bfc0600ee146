package cuesta.contracts.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.ContainerId;
import cuesta.api.Refused;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.isolator.Preparation;
import cuesta.api.launcher.EnterSpec;
import cuesta.api.launcher.Entered;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LaunchSpec;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a launcher does that runs commands in running containers. */
public abstract class EnterContract extends LauncherCase {
  private static final Duration LONG = Duration.ofSeconds(20);

  private Entered enter(ContainerId id, Duration timeout, String... command) throws Exception {
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("PORT", "31000");
    return launcher.enter(
        new EnterSpec(
            id,
            List.of(command),
            environment,
            sandbox(id),
            System.getProperty("user.name"),
            timeout));
  }

  private ContainerId running() throws Exception {
    ContainerId id = id();
    launch(spec(id, "sleep", "600"));
    return id;
  }

  @Test
  void theStatusOfTheCommandIsGiven() throws Exception {
    ContainerId id = running();
    assertEquals(OptionalInt.of(0), enter(id, LONG, "true").status());
    assertEquals(OptionalInt.of(3), enter(id, LONG, "sh", "-c", "exit 3").status());
    assertEquals(OptionalInt.of(143), enter(id, LONG, "sh", "-c", "kill $$").status());
    assertEquals(OptionalInt.of(127), enter(id, LONG, "no-such-program-anywhere").status());
  }

  @Test
  void theEndOfItsOutputIsKept() throws Exception {
    ContainerId id = running();
    assertEquals("out\nerr\n", enter(id, LONG, "sh", "-c", "echo out; echo err >&2").output());
    String much = enter(id, LONG, "sh", "-c", "seq 100000; echo end").output();
    assertEquals(Entered.OUTPUT, much.length());
    assertTrue(much.endsWith("\n100000\nend\n"), much);
    assertEquals("", text(sandbox(id).resolve("stdout")), "the task's own output is its own");
  }

  @Test
  void itRunsInTheSandboxWithItsEnvironmentAndNothingToRead() throws Exception {
    ContainerId id = running();
    assertEquals(
        sandbox(id).toRealPath() + "\n31000 " + id.value() + "\n",
        enter(id, LONG, "sh", "-c", "cat; pwd -P; echo $PORT $" + LaunchSpec.MARKER).output());
    assertEquals("it's <$x>", enter(id, LONG, "printf", "%s", "it's <$x>").output());
  }

  @Test
  void atTheTimeoutItIsKilledWithAllThatItStarted() throws Exception {
    ContainerId id = running();
    Entered entered =
        enter(
            id, Duration.ofMillis(500), "sh", "-c", "sleep 600 & echo $! >inner; echo waits; wait");
    assertEquals(OptionalInt.empty(), entered.status());
    assertEquals("waits\n", entered.output());
    awaitGone(awaitText(id, "inner"));
  }

  @Test
  void whatItLeavesBehindHoldsUpNobody() throws Exception {
    ContainerId id = running();
    Entered entered = enter(id, LONG, "sh", "-c", "sleep 600 & echo $! >left; echo done");
    assertEquals(OptionalInt.of(0), entered.status());
    assertEquals("done\n", entered.output());
    launcher.signal(id, 9, true);
    awaitGone(awaitText(id, "left"));
  }

  @Test
  void itTakesTheProcessLimitsOfTheContainerAlsoAfterARestart() throws Exception {
    ContainerId id = id();
    TreeMap<String, Long> limits = new TreeMap<>();
    limits.put("nofile", 77L);
    Preparation preparation =
        Preparation.of(new IsolatorRecord(id, 1, new byte[0])).withLimits(limits);
    LaunchRecord record = launch(with(spec(id, "sleep", "600"), List.of(preparation)));
    assertEquals("77\n", enter(id, LONG, "sh", "-c", "ulimit -n").output());
    launcher.close();
    reopen(List.of(record));
    assertEquals("77\n", enter(id, LONG, "sh", "-c", "ulimit -n").output());
  }

  @Test
  void anUnknownContainerIsRefused() throws Exception {
    ContainerId id = id();
    assertThrows(Refused.class, () -> enter(id, LONG, "touch", "ran"));
    assertFalse(sandbox(id).resolve("ran").toFile().exists());
  }
}
