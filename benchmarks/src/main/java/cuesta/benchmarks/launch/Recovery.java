package cuesta.benchmarks.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What it takes an agent's new process to adopt the tasks that its killed predecessor left. */
final class Recovery {
  private static final int TASKS = 1_000;

  private Recovery() {}

  static void measure(Flags flags, Path dir, Report report) throws Exception {
    try (Cluster cluster = Cluster.apart(flags.home(), dir, "posix")) {
      Launches launches = new Launches(cluster);
      launches.idle(TASKS);
      long start = System.nanoTime();
      cluster.replaceAgent();
      awaitRunning(cluster);
      double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
      report.row(
          "killed agent with " + TASKS + " tasks: its successor's CPU until all are told",
          String.format(
              Locale.ROOT,
              "%.1f CPU-s (%.1f s from the kill)",
              Proc.cpuMillis(cluster.agent()) / 1000,
              seconds),
          "≤ 5 CPU-s");
    }
  }

  private static void awaitRunning(Cluster cluster) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    int running = 0;
    while (running < TASKS) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(running + " of " + TASKS + " tasks came back");
      }
      running = 0;
      for (JsonNode task : cluster.door().get("/tasks").path("tasks")) {
        running += task.path("state").asText().equals("RUNNING") ? 1 : 0;
      }
    }
  }
}
