package cuesta.benchmarks.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A master and an agent as two processes: latencies, throughput, memory. */
final class Apart {
  /** What a cluster's first tasks feel. */
  static final int COLD = 200;

  private static final int SINGLE = 500;
  private static final int SUSTAINED = 1500;
  private static final int CLIENTS = 32;
  private static final int FREED = 100;
  private static final int TASKS = 200;
  private static final String WHOLE_AGENT = "128";

  private final Flags flags;
  private final Path dir;
  private final Report report;
  private final String isolation;
  private final Floor.Result coldFloor;

  Apart(Flags flags, Path dir, Report report, String isolation, Floor.Result coldFloor) {
    this.flags = flags;
    this.dir = dir;
    this.report = report;
    this.isolation = isolation;
    this.coldFloor = coldFloor;
  }

  void measure() throws Exception {
    try (Cluster cluster = Cluster.apart(flags.home(), dir, isolation)) {
      Launches launches = new Launches(cluster);
      cold(launches);
      launches.atOnce(flags.number(Main.WARM) - COLD, CLIENTS);
      warm(launches);
      sustained(launches);
      if (isolation.equals("posix")) {
        memory(cluster, launches);
      }
    }
  }

  private void cold(Launches launches) throws Exception {
    Launches.Single cold = launches.oneByOne(COLD);
    report.latency(name("accept → running, cold first " + COLD), cold.accepted(), coldFloor, "");
    report.latency(name("request → running, cold first " + COLD), cold.requested(), coldFloor, "");
    report.row(name("CPU per launch, cold first " + COLD), cold.cpu().text(), "");
  }

  private void warm(Launches launches) throws Exception {
    Floor.Result floor = Floor.measure(SINGLE);
    Launches.Single warm = launches.oneByOne(SINGLE);
    report.row(name("floor, ProcessBuilder, warm"), floor.text(), "");
    report.latency(
        name("accept → running, warm"), warm.accepted(), floor, "≤ floor + 5 / floor + 25 ms");
    report.latency(name("request → running, warm"), warm.requested(), floor, "");
    report.row(name("CPU per launch, one by one"), warm.cpu().text(), "");
    Figures freed = launches.freedToAccepted(FREED, WHOLE_AGENT);
    report.row(
        name("freed → accepted again, median / p99"),
        String.format(Locale.ROOT, "%.1f / %.1f ms", freed.median(), freed.p99()),
        "< 10 ms");
  }

  private void sustained(Launches launches) throws Exception {
    boolean groups = isolation.equals("cgroups");
    Launches.Sustained sustained = launches.atOnce(SUSTAINED, CLIENTS);
    report.number(
        name("sustained launches, " + CLIENTS + " clients"),
        "%.0f/s",
        sustained.perSecond(),
        groups ? "≥ 100/s" : "≥ 150/s");
    report.row(
        name("CPU per launch, sustained"),
        sustained.cpu().text(),
        (groups ? "≤ 12" : "≤ 8") + " CPU-ms, master ≤ 1.5");
    report.number(
        name("the benchmark's own client"), "%.1f CPU-ms per launch", sustained.cpu().client(), "");
  }

  private void memory(Cluster cluster, Launches launches) throws Exception {
    List<Idle.Node> nodes = Idle.nodes(List.of(cluster.master(), cluster.agent()));
    node("idle master, after all launches", nodes.getFirst(), "≤ 180 MiB, ≤ 1 %");
    node("idle agent, after all launches", nodes.getLast(), "≤ 130 MiB, ≤ 1 %");
    Idle.Tasks tasks = Idle.tasks(cluster, launches, TASKS);
    report.row(
        "memory per idle task, of " + TASKS,
        String.format(
            Locale.ROOT,
            "%.2f MiB (supervisor %.2f, the command %.2f, master %.2f, agent %.2f)",
            tasks.sum(),
            tasks.supervisor(),
            tasks.command(),
            tasks.master(),
            tasks.agent()),
        "≤ 0.5 MiB");
  }

  private void node(String name, Idle.Node node, String target) {
    report.row(
        name,
        String.format(Locale.ROOT, "%.0f MiB, %.1f %%", node.residentMiB(), node.percent()),
        target);
  }

  private String name(String what) {
    return isolation + ": " + what;
  }
}
