package cuesta.contracts.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cuesta.api.ContainerId;
import cuesta.api.Refused;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.isolator.Preparation;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LaunchSpec;
import cuesta.api.launcher.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every launcher does with commands. How it signals and recovers: {@link SignalContract}. */
public abstract class LauncherContract extends LauncherCase {
  @Test
  void theExitStatusOfTheCommandIsReported() throws Exception {
    assertEquals(0, run(spec(id(), "true")));
    assertEquals(3, run(spec(id(), "sh", "-c", "exit 3")));
  }

  @Test
  void aCommandThatEndsItselfBySignalIsReportedAsAShellDoes() throws Exception {
    assertEquals(128 + 9, run(spec(id(), "sh", "-c", "kill -9 $$")));
    assertEquals(128 + 15, run(spec(id(), "sh", "-c", "kill -15 $$")));
  }

  @Test
  void aCommandStartsWithTheDefaultHandlingOfSignals() throws Exception {
    assertEquals(128 + 2, run(spec(id(), "sh", "-c", "kill -2 $$; exit 0")));
    assertEquals(128 + 3, run(spec(id(), "sh", "-c", "ulimit -c 0; kill -3 $$; exit 0")));
    assertEquals(128 + 1, run(spec(id(), "sh", "-c", "kill -1 $$; exit 0")));
  }

  @Test
  void aCommandThatCannotBeRunEndsAsInAShell() throws Exception {
    ContainerId missing = id();
    assertEquals(127, run(spec(missing, "no-such-program-anywhere")));
    assertTrue(
        text(sandbox(missing).resolve("stderr")).contains("no-such-program-anywhere"),
        "stderr says which");
    ContainerId plain = id();
    Path file = Files.writeString(sandbox(plain).resolve("plain"), "no program\n");
    assertEquals(126, run(spec(plain, file.toString())));
  }

  @Test
  void outputIsAppendedToFilesInTheSandbox() throws Exception {
    ContainerId id = id();
    Files.writeString(sandbox(id).resolve("stdout"), "before\n");
    assertEquals(0, run(spec(id, "sh", "-c", "echo out; echo err >&2")));
    assertEquals("before\nout\n", text(sandbox(id).resolve("stdout")));
    assertEquals("err\n", text(sandbox(id).resolve("stderr")));
  }

  /** Whatever is unpacked into a sandbox may hold links of these names. */
  @Test
  void outputIsNotWrittenThroughLinks() throws Exception {
    for (String name : List.of("stdout", "stderr")) {
      Path outside = Files.writeString(sandbox(id()).resolve("outside"), "untouched");
      ContainerId id = id();
      Files.createSymbolicLink(sandbox(id).resolve(name), outside);
      assertThrows(Refused.class, () -> run(spec(id, "sh", "-c", "echo out; echo err >&2")));
      assertEquals("untouched", text(outside));
    }
  }

  @Test
  void theCommandRunsInItsSandboxWithNothingToRead() throws Exception {
    ContainerId id = id();
    assertEquals(0, run(spec(id, "sh", "-c", "cat; pwd -P")));
    assertEquals(sandbox(id).toRealPath().toString(), text(sandbox(id).resolve("stdout")).strip());
  }

  @Test
  void argumentsArriveAsTheyWereGiven() throws Exception {
    List<String> odd =
        List.of(
            "", " ", "a b", "'", "\"", "$HOME", "`id`", "\\", "a\nb", "*", "-n", "=", "é\u20ac");
    List<String> command = new ArrayList<>(List.of("sh", "-c", "printf '<%s>\\n' \"$@\"", "sh"));
    command.addAll(odd);
    ContainerId id = id();
    assertEquals(0, run(spec(id, command.toArray(String[]::new))));
    StringBuilder expected = new StringBuilder();
    odd.forEach(argument -> expected.append('<').append(argument).append(">\n"));
    assertEquals(expected.toString(), text(sandbox(id).resolve("stdout")));
  }

  @Test
  void theEnvironmentIsWhatWasAskedForAndTheMarker() throws Exception {
    TreeMap<String, String> asked = new TreeMap<>();
    asked.put("PATH", "/usr/bin:/bin");
    asked.put("IFS", "x");
    asked.put("R", "not the launcher's own");
    asked.put("with.dots-and-dashes", "1");
    asked.put("EMPTY", "");
    asked.put("QUOTED", "it's \"$x\" \\ é");
    ContainerId id = id();
    assertEquals(0, run(with(spec(id, "env", "-0"), asked)));
    asked.put(LaunchSpec.MARKER, id.value());
    TreeMap<String, String> found = new TreeMap<>();
    for (String entry : text(sandbox(id).resolve("stdout")).split("\0")) {
      int equals = entry.indexOf('=');
      found.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    assertEquals(asked, found);
  }

  @Test
  void variablesOfIsolatorsAreAddedAndTheTasksOwnWin() throws Exception {
    ContainerId id = id();
    TreeMap<String, String> offered = new TreeMap<>();
    offered.put("PATH", "/nowhere");
    offered.put("MORE", "yes");
    Preparation preparation = preparation(id).withEnvironment(offered);
    assertEquals(
        0, run(with(spec(id, "sh", "-c", "echo $MORE; test -x /bin/sh"), List.of(preparation))));
    assertEquals("yes\n", text(sandbox(id).resolve("stdout")));
  }

  @Test
  void limitsHoldForTheCommand() throws Exception {
    ContainerId id = id();
    TreeMap<String, Long> limits = new TreeMap<>();
    limits.put("nofile", 77L);
    limits.put("core", 0L);
    limits.put("fsize", 4096L);
    LaunchSpec spec = spec(id, "sh", "-c", "ulimit -n; ulimit -Hn; ulimit -c; ulimit -f");
    assertEquals(0, run(with(spec, List.of(preparation(id).withLimits(limits)))));
    assertEquals("77\n77\n0\n8\n", text(sandbox(id).resolve("stdout")));
  }

  @Test
  void wrappersNestInTheOrderOfThePreparations() throws Exception {
    ContainerId id = id();
    List<Preparation> preparations =
        List.of(
            preparation(id).withWrapper(List.of("/usr/bin/env", "WHO=outer")),
            preparation(id).withWrapper(List.of("/bin/sh", "-c", "echo $WHO; exec \"$@\"", "sh")));
    assertEquals(4, run(with(spec(id, "sh", "-c", "echo inner; exit 4"), preparations)));
    assertEquals("outer\ninner\n", text(sandbox(id).resolve("stdout")));
  }

  @Test
  void launchedMeansThatAProcessIsInTheSandbox() throws Exception {
    for (int i = 0; i < 10; i++) {
      ContainerId id = id();
      LaunchSpec spec = spec(id, "sleep", "600");
      launch(spec);
      assertTrue(isInhabited(sandbox(id)), "launch " + i + " was said to be there and was not");
    }
  }

  private static boolean isInhabited(Path sandbox) throws Exception {
    Path real = sandbox.toRealPath();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        try {
          if (Files.readSymbolicLink(process.resolve("cwd")).equals(real)) {
            return true;
          }
        } catch (IOException e) {
          // Gone meanwhile, or somebody else's.
        }
      }
    }
    return false;
  }

  @Test
  void launchingAgainGivesTheFirstRecordAndStartsNothing() throws Exception {
    ContainerId id = id();
    LaunchSpec spec = spec(id, "sh", "-c", "echo once; exit 5");
    LaunchRecord first = launch(spec);
    LaunchRecord second = launcher.launch(spec);
    assertEquals(5, context.exit(id));
    context.exits().clear();
    LaunchRecord third = launcher.launch(spec);
    assertEquals(5, context.exit(id), "the end is reported again to who launches again");
    for (LaunchRecord again : List.of(second, third)) {
      assertEquals(first.schema(), again.schema());
      assertArrayEquals(first.state(), again.state());
    }
    assertEquals("once\n", text(sandbox(id).resolve("stdout")));
  }

  @Test
  void manyAtOnceAreAllReported() throws Exception {
    List<ContainerId> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      ids.add(id());
      launch(spec(ids.get(i), "sh", "-c", "exit " + i));
    }
    for (int i = 0; i < 60; i++) {
      assertEquals(i, context.exit(ids.get(i)));
    }
  }

  @Test
  void whatCannotBeLaunchedLeavesNothingRunning() throws Exception {
    ContainerId id = id();
    LaunchSpec spec = spec(id, "true");
    Files.delete(sandbox(id));
    assertThrows(Exception.class, () -> launcher.launch(spec));
    launcher.cleanup(id);
    assertFalse(context.exits().containsKey(id));
  }

  @Test
  void aUserThatIsNotKnownIsRefused() throws Exception {
    ContainerId id = id();
    Exception refused =
        assertThrows(
            Exception.class, () -> launcher.launch(as(spec(id, "true"), "no-such-user-here")));
    assertTrue(refused.getMessage().contains("no-such-user-here"), refused.getMessage());
  }

  @Test
  void rootRunsACommandAsItsUser() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
    assumeTrue(isOpenToAll(directory.getParent()), "skipped: TMPDIR is closed to other users");
    assertTrue(directory.toFile().setExecutable(true, false)); // made by JUnit for its owner only
    ContainerId id = id();
    Files.setAttribute(sandbox(id), "unix:uid", 65534);
    LaunchSpec spec = spec(id, "sh", "-c", "id -un; echo more >>stdout; touch made; echo err >&2");
    assertEquals(
        0, run(as(spec, "nobody")), () -> text(directory.resolve("sandboxes/" + id + "/stderr")));
    assertEquals("nobody\nmore\n", text(sandbox(id).resolve("stdout")));
    assertEquals(65534, Files.getAttribute(sandbox(id).resolve("stdout"), "unix:uid"));
  }

  @Test
  void aSupervisorThatIsKilledMakesTheContainerLost() throws Exception {
    ContainerId id = id();
    launch(spec(id, "sh", "-c", "echo $PPID; exec sleep 600"));
    String supervisor = awaitText(id, "stdout");
    ProcessHandle.of(Long.parseLong(supervisor)).orElseThrow().destroyForcibly();
    assertEquals(Launcher.LOST, context.exit(id));
  }

  private static boolean isOpenToAll(Path path) throws Exception {
    for (Path above = path; above != null; above = above.getParent()) {
      if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  /** A preparation that asks for nothing. */
  protected static Preparation preparation(ContainerId id) {
    return Preparation.of(new IsolatorRecord(id, 1, new byte[0]))
        .withEnvironment(Collections.emptySortedMap());
  }
}
