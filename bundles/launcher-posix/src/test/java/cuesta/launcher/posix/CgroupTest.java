package cuesta.launcher.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cuesta.api.ContainerId;
import cuesta.api.isolator.IsolatorRecord;
import cuesta.api.isolator.Preparation;
import cuesta.api.launcher.EnterSpec;
import cuesta.api.launcher.LaunchRecord;
import cuesta.api.launcher.LauncherPlugin;
import cuesta.contracts.Await;
import cuesta.contracts.launcher.LauncherCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joining groups and killing what is in them, with whatever hierarchy this machine has. */
class CgroupTest extends LauncherCase {
  private final List<Path> groups = new ArrayList<>();

  @Override
  protected LauncherPlugin plugin() {
    return new PosixLauncherPlugin();
  }

  @AfterEach
  @Override
  protected void end() throws Exception {
    super.end();
    for (Path group : groups) {
      Await.until(
          "removal of " + group,
          () -> group.toFile().delete() || !Files.exists(group),
          () -> text(group.resolve("cgroup.procs")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"freezer", "cpu", "unified", ""})
  void everyProcessIsInTheGroupAndForksCannotOutrunTheKill(String hierarchy) throws Exception {
    Path group = group(hierarchy);
    ContainerId id = id();
    Preparation preparation =
        Preparation.of(new IsolatorRecord(id, 1, new byte[0])).withCgroups(List.of(group));
    // Escapes what marker and descent can tell: no marker, other session, parent gone.
    String escape = "(env -i setsid sh -c 'echo $$ >daemon; exec sleep 600' &); ";
    String forks =
        "i=0; while [ $i -lt 10 ]; do i=$((i+1)); (while :; do /bin/true & wait; done) & done;"
            + " wait";
    launch(with(spec(id, "sh", "-c", escape + "echo $$ >pid; " + forks), List.of(preparation)));
    String pid = awaitText(id, "pid");
    String daemon = awaitText(id, "daemon");
    List<String> members = Files.readAllLines(group.resolve("cgroup.procs"));
    assertTrue(members.contains(pid) && members.contains(daemon), members.toString());
    launcher.signal(id, 9, true);
    assertEquals(128 + 9, context.exit(id));
    awaitGone(daemon);
    Await.until(
        "empty group",
        () -> text(group.resolve("cgroup.procs")).isEmpty(),
        () -> text(group.resolve("cgroup.procs")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"freezer", "cpu", "unified", ""})
  void launchedMeansThatTheFirstProcessHasJoined(String hierarchy) throws Exception {
    Path group = group(hierarchy);
    ContainerId id = id();
    Preparation preparation =
        Preparation.of(new IsolatorRecord(id, 1, new byte[0])).withCgroups(List.of(group));
    launch(with(spec(id, "sleep", "600"), List.of(preparation)));
    List<String> members = Files.readAllLines(group.resolve("cgroup.procs"));
    Progress progress = new Layout(directory.resolve("scratch")).progress(FileName.of(id));
    int command = progress.command().orElseThrow();
    assertTrue(members.contains(Integer.toString(command)), command + " in " + members);
    assertEquals(progress.claim().orElseThrow().pid(), Proc.of(command).orElseThrow().ppid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"freezer", "cpu", "unified", ""})
  void aCommandThatEntersJoinsTheGroupAlsoAfterARestart(String hierarchy) throws Exception {
    Path group = group(hierarchy);
    ContainerId id = id();
    Preparation preparation =
        Preparation.of(new IsolatorRecord(id, 1, new byte[0])).withCgroups(List.of(group));
    LaunchRecord record = launch(with(spec(id, "sleep", "600"), List.of(preparation)));
    String name = "/" + group.getFileName() + "\n";
    assertTrue(enter(id, "cat", "/proc/self/cgroup").contains(name));
    launcher.close();
    reopen(List.of(record));
    assertTrue(enter(id, "cat", "/proc/self/cgroup").contains(name));
  }

  private String enter(ContainerId id, String... command) throws Exception {
    return launcher
        .enter(
            new EnterSpec(
                id,
                List.of(command),
                new TreeMap<>(),
                sandbox(id),
                System.getProperty("user.name"),
                Duration.ofSeconds(20)))
        .output();
  }

  @org.junit.jupiter.api.Test
  void aGroupThatCannotBeJoinedFailsTheLaunchBeforeTheCommand() throws Exception {
    ContainerId id = id();
    Preparation preparation =
        Preparation.of(new IsolatorRecord(id, 1, new byte[0]))
            .withCgroups(List.of(directory.resolve("no-such-group")));
    assertEquals(126, run(with(spec(id, "touch", "ran"), List.of(preparation))));
    assertFalse(Files.exists(sandbox(id).resolve("ran")));
    assertTrue(text(sandbox(id).resolve("stderr")).contains("no-such-group"));
  }

  private Path group(String hierarchy) throws IOException {
    Path root = Path.of("/sys/fs/cgroup").resolve(hierarchy);
    assumeTrue(Files.exists(root.resolve("cgroup.procs")), "skipped: no cgroup hierarchy " + root);
    assumeTrue(Files.isWritable(root), "skipped: " + root + " cannot be written; needs root");
    Path group = Files.createDirectory(root.resolve("cuesta-test-" + UUID.randomUUID()));
    groups.add(group);
    return group;
  }
}
