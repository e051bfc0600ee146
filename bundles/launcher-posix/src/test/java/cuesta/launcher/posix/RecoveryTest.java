package cuesta.launcher.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cuesta.api.ContainerId;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LaunchSpec;
import cuesta.api.launcher.Launcher;
import cuesta.api.launcher.LauncherPlugin;
import cuesta.contracts.Await;
import cuesta.contracts.launcher.FakeLauncherContext;
import cuesta.contracts.launcher.LauncherCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of containers when the resident shell, or the machine, dies at a bad moment. */
class RecoveryTest extends LauncherCase {
  private String impatience = "20000";

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
    config.put("start.wait.ms", impatience);
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
    Future<LaunchRecord> launched = launchAside(spec(id, "sh", "-c", "exit 8"));
    killShell();
    launched.get();
    assertEquals(8, context.exit(id));
  }

  @Test
  void launchedIsNotSaidBeforeTheShellTookIt() throws Exception {
    ContainerId id = id();
    int shell = stopShell();
    Future<LaunchRecord> launched = launchAside(spec(id, "sh", "-c", "echo $$ >pid; sleep 600"));
    assertFalse(launched.isDone());
    assertEquals(Progress.NONE, progress(id));
    resume(shell);
    launched.get();
    assertEquals(awaitText(id, "pid"), progress(id).command().orElseThrow() + "");
  }

  @Test
  void aKillBeforeTheShellTookItsLaunchIsFinal() throws Exception {
    ContainerId id = id();
    int shell = stopShell();
    Future<LaunchRecord> launched = launchAside(spec(id, "sh", "-c", "echo ran >ran"));
    launcher.signal(id, 9, true);
    launched.get();
    assertEquals(128 + 9, context.exit(id));
    resume(shell);
    assertEquals(0, run(spec(id(), "true")), "the shell has come past that line");
    assertFalse(Files.exists(sandbox(id).resolve("ran")));
  }

  @Test
  void aLaunchThatWasInterruptedBeforeTheShellTookItNeverRuns() throws Exception {
    ContainerId id = id();
    int shell = stopShell();
    LaunchSpec spec = spec(id, "touch", "ran");
    FutureTask<LaunchRecord> launched = new FutureTask<>(() -> launcher.launch(spec));
    Thread thread = Thread.ofVirtual().start(launched);
    awaitScript(id);
    thread.interrupt();
    assertThrows(ExecutionException.class, launched::get);
    resume(shell);
    assertEquals(0, run(spec(id(), "true")), "the shell has come past that line");
    assertFalse(Files.exists(sandbox(id).resolve("ran")));
    assertFalse(context.exits().containsKey(id));
  }

  @Test
  void aLaunchThatNobodyTakesFailsAndNeverRuns() throws Exception {
    launcher.close();
    impatience = "300";
    reopen(List.of());
    ContainerId id = id();
    int shell = stopShell();
    IOException refused =
        assertThrows(IOException.class, () -> launcher.launch(spec(id, "touch", "ran")));
    assertTrue(refused.getMessage().contains("in 300 ms"), refused.getMessage());
    resume(shell);
    assertEquals(0, run(spec(id(), "true")), "the shell has come past that line");
    assertFalse(Files.exists(sandbox(id).resolve("ran")));
  }

  /** What a supervisor leaves that was killed before its command's process was there. */
  @Test
  void aSupervisorThatDiedBeforeTheStartIsLostEvenIfItsNumberCameRoundAgain() throws Exception {
    for (String claim : List.of(ProcessHandle.current().pid() + " 1", "0 7")) {
      ContainerId id = id();
      LaunchSpec spec = spec(id, "touch", "ran");
      int shell = stopShell();
      Future<LaunchRecord> first = launchAside(spec);
      Files.writeString(scratch().resolve("runs").resolve(FileName.of(id)), claim + "\n");
      first.get();
      assertEquals(Launcher.LOST, context.exit(id));
      resume(shell);
      assertEquals(0, run(spec(id(), "true")), "the shell has come past that line");
      assertFalse(Files.exists(sandbox(id).resolve("ran")));
    }
  }

  @Test
  void whatRanBeforeARebootIsLost() throws Exception {
    ContainerId id = id();
    Container before =
        new Container(id, FileName.of(id), "another-boot", List.of(), new TreeMap<>());
    launcher.close();
    reopen(List.of(Records.record(before)));
    assertEquals(Launcher.LOST, context.exit(id));
  }

  @Test
  void whatEndedBeforeARebootKeepsItsStatus() throws Exception {
    ContainerId id = id();
    Container before =
        new Container(id, FileName.of(id), "another-boot", List.of(), new TreeMap<>());
    Files.writeString(scratch().resolve("runs").resolve(FileName.of(id)), "7 7\nstart 8\nexit 3\n");
    launcher.close();
    reopen(List.of(Records.record(before)));
    assertEquals(3, context.exit(id));
  }

  @Test
  void aLaterProcessOfTheSupervisorsNumberIsNotTakenForIt() throws Exception {
    ContainerId id = id();
    Container container =
        new Container(id, FileName.of(id), Proc.bootId(), List.of(), new TreeMap<>());
    Files.writeString(
        scratch().resolve("runs").resolve(FileName.of(id)), ProcessHandle.current().pid() + " 1\n");
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
    for (String name : List.of("launches", "runs")) {
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
    Process agent = agent(other, tasks);
    Await.until(
        "the agent has launched",
        () -> text(tasks.resolve("records")).endsWith("\n"),
        () -> text(directory.resolve("agent.log")));
    agent.destroyForcibly().waitFor();
    Files.createFile(tasks.resolve("go"));
    List<LaunchRecord> records = DyingAgent.records(tasks);
    succeed(other, records);
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

  /** Its shell goes on, or dies with it: the successor repeats the launch, which it knows of. */
  @ParameterizedTest
  @ValueSource(strings = {"CONT", "KILL"})
  void anAgentKilledBeforeTheStartLeavesALaunchThatRunsOnce(String fate) throws Exception {
    Path other = Files.createDirectories(directory.resolve("other"));
    Path tasks = Files.createDirectories(directory.resolve("tasks"));
    Process agent = agent(other, tasks, "stopped");
    Path script = other.resolve("launches").resolve(DyingAgent.STOPPED.value());
    Await.until(
        "the agent launches",
        () -> text(script).endsWith(Script.END + "\n"),
        () -> text(directory.resolve("agent.log")));
    agent.destroyForcibly().waitFor();
    assertFalse(Files.exists(other.resolve("runs").resolve(DyingAgent.STOPPED.value())));
    Run.status(List.of("/bin/sh", "-c", "kill -" + fate + " " + shell(other)));
    succeed(other, List.of());
    launcher.launch(DyingAgent.spec(DyingAgent.STOPPED, "echo ran >>ran; exit 5", tasks));
    assertEquals(5, context.exit(DyingAgent.STOPPED));
    assertEquals("ran\n", text(tasks.resolve("ran")));
  }

  private Process agent(Path scratch, Path tasks, String... more) throws IOException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DyingAgent.class.getName(),
                scratch.toString(),
                tasks.toString()));
    argv.addAll(List.of(more));
    return new ProcessBuilder(argv)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("agent.log").toFile())
        .start();
  }

  private void succeed(Path scratch, List<LaunchRecord> records) throws Exception {
    launcher.close();
    context = new FakeLauncherContext(scratch, config(), records);
    launcher = plugin().open(context);
  }

  private Future<LaunchRecord> launchAside(LaunchSpec spec) throws Exception {
    FutureTask<LaunchRecord> launched = new FutureTask<>(() -> launch(spec));
    Thread.ofVirtual().start(launched);
    awaitScript(spec.container());
    return launched;
  }

  private void awaitScript(ContainerId id) throws Exception {
    Path script = scratch().resolve("launches").resolve(FileName.of(id));
    Await.until("launch of " + id, () -> text(script).endsWith(Script.END + "\n"), () -> script);
  }

  private Progress progress(ContainerId id) throws Exception {
    return new Layout(scratch()).progress(FileName.of(id));
  }

  private Path scratch() {
    return directory.resolve("scratch");
  }

  private int shell() throws Exception {
    return shell(scratch());
  }

  private static int shell(Path scratch) throws Exception {
    try (Stream<Path> files = Files.list(scratch)) {
      Optional<Path> pid = files.filter(file -> file.toString().endsWith(".pid")).findFirst();
      return Claim.parse(Files.readString(pid.orElseThrow())).pid();
    }
  }

  private static void resume(int shell) throws Exception {
    Run.status(List.of("/bin/sh", "-c", "kill -CONT " + shell));
  }

  private void killShell() throws Exception {
    int shell = shell();
    Run.status(List.of("/bin/sh", "-c", "kill -KILL " + shell));
    Await.until("end of the shell", () -> isGone(shell), () -> Proc.of(shell));
  }

  private int stopShell() throws Exception {
    return stopShell(scratch());
  }

  static int stopShell(Path scratch) throws Exception {
    int shell = shell(scratch);
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
