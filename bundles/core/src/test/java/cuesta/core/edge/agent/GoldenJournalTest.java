package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cuesta.api.AgentId;
import cuesta.api.ContainerId;
import cuesta.api.FrameworkId;
import cuesta.api.Reason;
import cuesta.api.RoleId;
import cuesta.api.TaskId;
import cuesta.api.TaskState;
import cuesta.api.UpdateId;
import cuesta.api.framework.CommandInfo;
import cuesta.api.framework.TaskInfo;
import cuesta.api.resources.Resources;
import cuesta.core.agent.AgentChange;
import cuesta.core.agent.Checkpoint;
import cuesta.core.agent.ContainerEntry;
import cuesta.core.agent.Kept;
import cuesta.core.agent.Phase;
import cuesta.core.agent.TaskEntry;
import cuesta.core.message.Launch;
import cuesta.core.message.StatusUpdate;
import cuesta.core.message.TaskKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What version 0.1.0 wrote is read for ever, and means the same: a journal that was shortened to a
 * snapshot once and grew on. The file holds its bytes in hexadecimal, the header first, then a
 * frame per line; it is never written again, and a later version adds its own beside it.
 */
class GoldenJournalTest {
  private static final Path FILE = Path.of("src/test/journals/0.1.0.agent");
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final AgentId ID = new AgentId("m1-S7");
  private static final FrameworkId F = new FrameworkId("m1-0000");
  private static final FrameworkId OVER = new FrameworkId("m1-0001");

  @TempDir Path dir;

  private static Launch launch(FrameworkId framework, String task) {
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("GRUSS", "grüße");
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("cgroups/limit", "soft");
    CommandInfo command =
        CommandInfo.of(List.of("/bin/sh", "-c", "exit 3"), environment)
            .withUser(Optional.of("bob"));
    TaskInfo info =
        new TaskInfo(
            new TaskId(task),
            "name of " + task,
            Resources.parse("cpus:0.5;mem:64;ports:[31000-31001,31005-31005];disks:{a,b}"),
            command,
            Duration.ofMillis(7_500),
            labels);
    return new Launch(framework, new RoleId("eng/web"), "alice", info);
  }

  private static ContainerId container(String task) {
    return new ContainerId("c-" + task);
  }

  private static AgentChange requested(FrameworkId framework, String task) {
    return new AgentChange.ContainerRequested(container(task), ID, launch(framework, task), TIME);
  }

  private static AgentChange prepared(String task) {
    return new AgentChange.ContainerPrepared(
        container(task), List.of(new Kept("cgroups", 2, new byte[] {1, 2, -1})));
  }

  private static AgentChange launched(String task) {
    return new AgentChange.ContainerLaunched(
        container(task), new Kept("posix", 1, new byte[] {0, 9}));
  }

  private static AgentChange exited(String task, int status) {
    return new AgentChange.ContainerExited(container(task), OptionalInt.of(status));
  }

  private static AgentChange update(String task, String id, TaskState state, int exit) {
    boolean ends = state.isTerminal();
    return new AgentChange.UpdateCreated(
        F,
        new StatusUpdate(
            Optional.of(new UpdateId(id)),
            new TaskId(task),
            Optional.of(ID),
            Optional.of(container(task)),
            state,
            ends
                ? Optional.of(Reason.of("COMMAND_FAILED", task, "exit " + exit, "look at stderr"))
                : Optional.empty(),
            ends ? OptionalInt.of(exit) : OptionalInt.empty(),
            TIME.plusMillis(exit)));
  }

  private static AgentChange acknowledged(String task, String id) {
    return new AgentChange.UpdateAcknowledged(F, new TaskId(task), new UpdateId(id));
  }

  /** The batches that became the file's snapshot: each kind of change is in them. */
  private static List<List<AgentChange>> shortened() {
    return List.of(
        List.of(new AgentChange.AgentIdAssigned(new AgentId("m0-S1"))),
        List.of(new AgentChange.AgentIdForgotten(), new AgentChange.TermSeen(3)),
        List.of(new AgentChange.AgentIdAssigned(ID)),
        List.of(requested(F, "asked"), requested(F, "ready"), prepared("ready")),
        List.of(requested(F, "runs"), prepared("runs"), launched("runs")),
        List.of(update("runs", "u1", TaskState.RUNNING, 0), acknowledged("runs", "u1")),
        List.of(requested(F, "ends"), prepared("ends"), launched("ends")),
        List.of(update("ends", "u2", TaskState.RUNNING, 0), exited("ends", 3)),
        List.of(update("ends", "u3", TaskState.FAILED, 3)),
        List.of(requested(F, "told"), prepared("told"), launched("told"), exited("told", 0)),
        List.of(
            update("told", "u4", TaskState.FAILED, 0),
            new AgentChange.ContainerRemoved(container("told")),
            acknowledged("told", "u4")),
        List.of(requested(OVER, "orphan"), new AgentChange.FrameworkForgotten(OVER)));
  }

  /** The batches that were written after it. */
  private static List<List<AgentChange>> added() {
    return List.of(
        List.of(new AgentChange.TermSeen(4)),
        List.of(
            new AgentChange.KillRequested(container("ready"), 7_500, Optional.empty()),
            new AgentChange.KillRequested(
                container("runs"),
                0,
                Optional.of(Reason.of("MEMORY_LIMIT", "runs", "64 MB", "ask for more")))),
        List.of(new AgentChange.ContainerRemoved(container("ends")), acknowledged("ends", "u2")),
        List.of(
            requested(F, "lost"),
            new AgentChange.ContainerExited(container("lost"), OptionalInt.empty()),
            update("lost", "u5", TaskState.GONE, -1)));
  }

  private static Checkpoint replay(List<List<AgentChange>> batches) {
    Checkpoint now = Checkpoint.EMPTY;
    for (List<AgentChange> batch : batches) {
      for (AgentChange change : batch) {
        now = now.replay(change);
      }
    }
    return now;
  }

  private static Checkpoint expected() {
    List<List<AgentChange>> all = new ArrayList<>(shortened());
    all.addAll(added());
    return replay(all);
  }

  private void restore() throws IOException {
    String hex = String.join("", Files.readAllLines(FILE));
    Files.write(dir.resolve("agent.journal"), HexFormat.of().parseHex(hex));
  }

  private Checkpoint open(AgentChange... more) throws IOException {
    try (DiskJournal journal = DiskJournal.open(dir)) {
      if (more.length > 0) {
        journal.append(List.of(more));
      }
      return journal.loaded();
    }
  }

  @Test
  void whatVersion010WroteIsStillReadAndMeansTheSame() throws IOException {
    restore();
    Checkpoint read = open();
    assertEquals(expected(), read);
    assertEquals(Optional.of(ID), read.id());
    assertEquals(4, read.term());
    assertEquals(
        "asked=REQUESTED, ends=CLEANED, lost=EXITED, orphan=REQUESTED, ready=PREPARED,"
            + " runs=LAUNCHED",
        String.join(
            ", ",
            read.containers().stream()
                .map(one -> one.launch().task().id() + "=" + one.phase())
                .toList()));

    ContainerEntry runs = read.container(container("runs"));
    assertEquals(launch(F, "runs"), runs.launch());
    assertEquals(TIME, runs.requested());
    assertEquals(List.of(new Kept("cgroups", 2, new byte[] {1, 2, -1})), runs.records());
    assertEquals(Optional.of(new Kept("posix", 1, new byte[] {0, 9})), runs.launched());
    assertEquals(0, runs.kill().orElseThrow().graceMillis());
    assertEquals("MEMORY_LIMIT", runs.kill().orElseThrow().limit().orElseThrow().code());
    assertEquals("slaves/m1-S7/frameworks/m1-0000/executors/runs/runs/c-runs", runs.sandbox());
    assertEquals(List.of(), read.task(new TaskKey(F, new TaskId("runs"))).waiting());

    assertEquals(OptionalInt.of(3), read.container(container("ends")).status());
    TaskEntry ends = read.task(new TaskKey(F, new TaskId("ends")));
    StatusUpdate end = ends.oldest().orElseThrow();
    assertEquals(1, ends.waiting().size(), "the first one was acknowledged");
    assertEquals(Optional.of(new UpdateId("u3")), end.id());
    assertEquals(TaskState.FAILED, end.state());
    assertEquals(OptionalInt.of(3), end.exit());
    assertEquals("look at stderr", end.reason().orElseThrow().hint());
    assertEquals(TIME.plusMillis(3), end.time());

    assertEquals(OptionalInt.empty(), read.container(container("lost")).status());
    assertEquals(0, read.container(container("orphan")).tasks().size());
  }

  @Test
  void andItIsWrittenOn() throws IOException {
    restore();
    open(new AgentChange.TermSeen(5), exited("asked", 1));
    Checkpoint read = open();
    assertEquals(5, read.term());
    assertEquals(Phase.EXITED, read.container(container("asked")).phase());
    assertEquals(read, replay(List.of(read.snapshot())));
  }
}
