package cuesta.benchmarks.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many jobs of framework-cron that are due in the same second, and the memory of ten thousand. */
final class CronJobs {
  private static final int DUE = 1_000;
  private static final int ALL = 10_000;
  private static final int MINUTES = 3;
  private static final int CLIENTS = 16;

  private final Cluster cluster;
  private final Report report;

  private CronJobs(Cluster cluster, Report report) {
    this.cluster = cluster;
    this.report = report;
  }

  static void measure(Flags flags, Path dir, Report report) throws Exception {
    try (Cluster cluster = Cluster.apart(flags.home(), dir, "posix")) {
      CronJobs jobs = new CronJobs(cluster, report);
      jobs.due();
      jobs.memory();
    }
  }

  /** Each run's times behind its instant, in milliseconds. */
  private record Lateness(List<Double> decided, List<Double> accepted, List<Double> running) {}

  private void due() throws Exception {
    add(0, DUE, "* * * * *");
    Cpu before = Cpu.of(cluster);
    Instant first = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    for (int minute = 0; minute < MINUTES; minute++) {
      Instant instant = first.plus(minute, ChronoUnit.MINUTES);
      // Nobody asks anything while the jobs run: what is measured is theirs.
      TimeUnit.MILLISECONDS.sleep(
          Duration.between(Instant.now(), instant.plusSeconds(40)).toMillis());
      Lateness lateness = lateness(instant);
      String name =
          DUE + " jobs due at once, " + (minute == 0 ? "first" : "minute " + (minute + 1));
      row(name + ": decided, after it was due", lateness.decided(), "p99 ≤ 250 ms");
      row(name + ": accepted, after it was due", lateness.accepted(), "");
      row(name + ": running, after it was due", lateness.running(), "");
    }
    report.row(
        DUE + " jobs due at once: CPU per run, adding up everything",
        Cpu.of(cluster).since(before, MINUTES * DUE).text(),
        "");
  }

  private Lateness lateness(Instant instant) throws Exception {
    Map<String, String> staging = new HashMap<>();
    for (JsonNode event : cluster.door().get("/events?after=0").path("events")) {
      if (event.path("kind").asText().equals(Launches.ACCEPTED)) {
        staging.put(event.path("subject").asText(), event.path("time").asText());
      }
    }
    List<Double> decided = new ArrayList<>();
    List<Double> accepted = new ArrayList<>();
    List<Double> running = new ArrayList<>();
    for (int job = 0; job < DUE; job++) {
      for (JsonNode run : cluster.door().get("/cron/jobs/" + name(job) + "/runs").path("runs")) {
        if (run.path("instant").asText().equals(instant.toString())) {
          decided.add(millis(instant, run.path("begun").asText()));
          accepted.add(millis(instant, staging.get(run.path("task").asText())));
          running.add(millis(instant, run.path("started").asText()));
        }
      }
    }
    if (running.size() != DUE) {
      throw new IllegalStateException(running.size() + " of " + DUE + " jobs ran at " + instant);
    }
    return new Lateness(decided, accepted, running);
  }

  private void row(String name, List<Double> millis, String target) {
    Figures figures = Figures.of(millis);
    report.row(
        name + ", median / p99",
        String.format(Locale.ROOT, "%.0f / %.0f ms", figures.median(), figures.p99()),
        target);
  }

  /** Of live objects: how far a collector lets a heap grow is a matter of settings. */
  private void memory() throws Exception {
    for (int job = 0; job < DUE; job++) {
      cluster.door().post("/cron/jobs/" + name(job) + "/pause", Map.of());
    }
    double before = Heap.liveMiB(cluster.master());
    add(DUE, ALL, "30 2 * * *");
    report.number(
        "memory of the master per 10,000 jobs",
        "%.1f MiB",
        (Heap.liveMiB(cluster.master()) - before) * ALL / (ALL - DUE),
        "");
  }

  private void add(int from, int to, String schedule) throws Exception {
    Map<String, ?> job =
        Map.of("schedule", schedule, "command", List.of("true"), "cpus", "0.1", "mem", "16");
    try (ExecutorService pool = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<JsonNode>> all = new ArrayList<>();
      for (int n = from; n < to; n++) {
        String path = "/cron/jobs/" + name(n);
        all.add(pool.submit(() -> cluster.door().post(path, job)));
      }
      for (Future<JsonNode> one : all) {
        one.get();
      }
    }
  }

  private static String name(int job) {
    return "job" + job;
  }

  private static double millis(Instant from, String to) {
    return from.until(Instant.parse(to), ChronoUnit.MICROS) / 1e3;
  }
}
