package cuesta.launcher.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cuesta.api.ContainerId;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LaunchSpec;
import cuesta.api.launcher.Launcher;
import cuesta.api.launcher.LauncherPlugin;
import cuesta.contracts.Await;
import cuesta.contracts.launcher.LauncherCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of containers when the resident shell, or the machine, dies at a bad moment. */
class RecoveryTest extends LauncherCase {
  @BeforeEach
  void residentShellIsThere() {
    assumeTrue(
        Files.exists(Path.of("/usr/bin/dash")) || Files.exists(Path.of("/bin/dash")),
        "skipped: no dash on this machine");
  }

  @Override
  protected LauncherPlugin plugin() {
    return new PosixLauncherPlugin();
  }

  @Override
  protected SortedMap<String, String> config() {
    SortedMap<String, String> config = new TreeMap<>();
    config.put("poll.ms", "100");
    config.put("start.wait.ms", "0"); // the shell is stopped in the middle of launches
    return config;
  }

  @Test
  void theNextLaunchStartsADeadShellAgainAndRunningTasksDoNotCare() throws Exception {
    ContainerId running = id();
    launch(spec(running, "sh", "-c", "echo $$ >pid; exec sleep 600"));
    awaitText(running, "pid");
    killShell();
    assertEquals(0, run(spec(id(), "true")));
    launcher.signal(running, 15, true);
    assertEquals(128 + 15, context.exit(running));
  }

  @Test
  void aLaunchThatTheShellTookToItsGraveIsHandedOutAgain() throws Exception {
    ContainerId id = id();
    stopShell(); // it lies in the FIFO, untaken
    launch(spec(id, "sh", "-c", "exit 8"));
    killShell();
    assertEquals(8, context.exit(id));
  }

  @Test
  void aKillBeforeTheShellTookItsLaunchIsFinal() throws Exception {
    ContainerId id = id();
    int shell = stopShell();
    launch(spec(id, "sh", "-c", "echo ran >ran"));
    launcher.signal(id, 9, true);
    assertEquals(128 + 9, context.exit(id));
    Run.status(List.of("/bin/sh", "-c", "kill -CONT " + shell));
    assertEquals(0, run(spec(id(), "true")), "the shell has come past that line");
    assertFalse(Files.exists(sandbox(id).resolve("ran")));
  }

  @Test
  void whatRanBeforeARebootIsLost() throws Exception {
    ContainerId id = id();
    Container before = new Container(id, FileName.of(id), "another-boot", List.of());
    launcher.close();
    reopen(List.of(Records.record(before)));
    assertEquals(Launcher.LOST, context.exit(id));
  }

  @Test
  void whatEndedBeforeARebootKeepsItsStatus() throws Exception {
    ContainerId id = id();
    Container before = new Container(id, FileName.of(id), "another-boot", List.of());
    Files.writeString(scratch().resolve("exits").resolve(FileName.of(id)), "3\n");
    launcher.close();
    reopen(List.of(Records.record(before)));
    assertEquals(3, context.exit(id));
  }

  @Test
  void aLaterProcessOfTheSupervisorsNumberIsNotTakenForIt() throws Exception {
    ContainerId id = id();
    Container container = new Container(id, FileName.of(id), Proc.bootId(), List.of());
    Files.writeString(
        scratch().resolve("pids").resolve(FileName.of(id)), ProcessHandle.current().pid() + " 1\n");
    launcher.close();
    reopen(List.of(Records.record(container)));
    assertEquals(Launcher.LOST, context.exit(id));
  }

  @Test
  void aLaunchCutOffWhileItWasWrittenStartsAfresh() throws Exception {
    ContainerId id = id();
    Path script = scratch().resolve("launches").resolve(FileName.of(id));
    Files.writeString(script, "# boot x\ncd /no");
    assertEquals(2, run(spec(id, "sh", "-c", "exit 2")));
  }

  @Test
  void closingEndsTheShellAndLeavesNoFilesOfIt() throws Exception {
    int shell = shell();
    launcher.close();
    Await.until("end of the shell", () -> isGone(shell), () -> Proc.of(shell));
    try (Stream<Path> files = Files.list(scratch())) {
      assertEquals(0, files.filter(file -> file.toString().contains("fifo-")).count());
    }
    reopen(List.of());
  }

  @Test
  void cleanupLeavesNoFileBehind() throws Exception {
    ContainerId id = id();
    LaunchSpec spec = spec(id, "true");
    launcher.launch(spec);
    context.exit(id);
    launcher.cleanup(id);
    for (String name : List.of("launches", "pids", "exits")) {
      try (Stream<Path> files = Files.list(scratch().resolve(name))) {
        assertEquals(List.of(), files.toList());
      }
    }
  }

  @Test
  void othersCannotReadScripts() throws Exception {
    assertTrue(
        Files.getPosixFilePermissions(scratch()).stream()
            .allMatch(p -> p.name().startsWith("OWNER")));
  }

  @Test
  void anAgentThatIsKilledLosesNothing() throws Exception {
    Path other = Files.createDirectories(directory.resolve("other"));
    Path tasks = Files.createDirectories(directory.resolve("tasks"));
    Process agent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DyingAgent.class.getName(),
                other.toString(),
                tasks.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("agent.log").toFile())
            .start();
    Await.until(
        "the agent has launched",
        () -> text(tasks.resolve("records")).endsWith("\n"),
        () -> text(directory.resolve("agent.log")));
    agent.destroyForcibly().waitFor();
    Files.createFile(tasks.resolve("go"));
    List<LaunchRecord> records = DyingAgent.records(tasks);
    launcher.close();
    context = new cuesta.contracts.launcher.FakeLauncherContext(other, config(), records);
    launcher = plugin().open(context);
    for (int i = 0; i < DyingAgent.TASKS; i++) {
      assertEquals(i, context.exit(records.get(i).container()));
    }
    Await.until(
        "the dead agent's shell is ended",
        () -> {
          try (Stream<Path> files = Files.list(other)) {
            return files.filter(f -> f.toString().contains("fifo-")).count() == 2;
          }
        },
        () -> other);
  }

  private Path scratch() {
    return directory.resolve("scratch");
  }

  private int shell() throws Exception {
    try (Stream<Path> files = Files.list(scratch())) {
      Optional<Path> pid = files.filter(file -> file.toString().endsWith(".pid")).findFirst();
      return Claim.parse(Files.readString(pid.orElseThrow())).pid();
    }
  }

  private void killShell() throws Exception {
    int shell = shell();
    Run.status(List.of("/bin/sh", "-c", "kill -KILL " + shell));
    Await.until("end of the shell", () -> isGone(shell), () -> Proc.of(shell));
  }

  private int stopShell() throws Exception {
    int shell = shell();
    Run.status(List.of("/bin/sh", "-c", "kill -STOP " + shell));
    Await.until(
        "the shell stands still",
        () -> Proc.of(shell).orElseThrow().state() == 'T',
        () -> Proc.of(shell));
    return shell;
  }

  private static boolean isGone(int pid) {
    return Proc.of(pid).filter(proc -> !proc.isDead()).isEmpty();
  }
}
