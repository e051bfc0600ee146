package cuesta.itests.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.api.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tasks that run for as long as the test does and are not to be disturbed. */
final class Sleepers implements AutoCloseable {
  private final Cluster cluster;
  private final Runs runs;
  private final Path pids;
  private final List<String> ids = new ArrayList<>();
  private SortedMap<TaskId, String> before;

  private Sleepers(Cluster cluster, Runs runs, Path pids) {
    this.cluster = cluster;
    this.runs = runs;
    this.pids = pids;
  }

  /**
   * Starts some and waits until they run.
   *
   * @param marks a file to which each writes its process number
   */
  static Sleepers start(Cluster cluster, Runs runs, Path marks, int wanted) throws Exception {
    Sleepers sleepers = new Sleepers(cluster, runs, marks);
    for (int i = 0; i < wanted; i++) {
      sleepers.ids.add(runs.start("echo $$ >> '" + marks + "'; exec sleep 3600"));
    }
    for (String id : sleepers.ids) {
      runs.awaitState(id, "RUNNING");
    }
    Marks.await(marks, wanted);
    sleepers.before = sleepers.tasks();
    return sleepers;
  }

  private SortedMap<TaskId, String> tasks() {
    SortedMap<TaskId, String> own = new TreeMap<>(cluster.tasks());
    own.keySet().removeIf(task -> !ids.contains(task.value()));
    return own;
  }

  /** Same containers, same statuses, the very processes of the beginning, none started twice. */
  void assertUndisturbed() throws Exception {
    assertEquals(before, tasks());
    assertEquals(ids.size(), before.size(), "the master knows each task");
    List<Long> started = processes();
    assertEquals(ids.size(), started.size(), "each was started once");
    for (long pid : started) {
      assertTrue(ProcessHandle.of(pid).isPresent(), "process " + pid + " runs");
    }
    for (String id : ids) {
      assertEquals("RUNNING", runs.get("/run/" + id).path("state").asText());
    }
  }

  private List<Long> processes() throws IOException {
    return Files.exists(pids)
        ? Files.readAllLines(pids).stream().map(Long::valueOf).toList()
        : List.of();
  }

  /** Kills them as a user would. */
  void end() throws Exception {
    for (String id : ids) {
      runs.kill(id);
    }
    for (String id : ids) {
      assertEquals("KILLED", runs.awaitEnd(id).path("state").asText());
    }
  }

  @Override
  public void close() throws IOException {
    for (long pid : processes()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
