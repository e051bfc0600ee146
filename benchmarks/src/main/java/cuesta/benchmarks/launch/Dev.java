package cuesta.benchmarks.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code cuesta dev}: a newcomer's first minute. */
final class Dev {
  private static final int COMMANDS = 10;

  private Dev() {}

  static void measure(Flags flags, Path dir, Report report) throws Exception {
    long begin = System.nanoTime();
    try (Cluster cluster = Cluster.dev(flags.path(Main.COMMAND), dir)) {
      first(cluster, begin, report, "empty directory", "≤ 9 CPU-s");
      List<Idle.Node> nodes = Idle.nodes(List.of(cluster.master()));
      report.row(
          "idle dev, new",
          String.format(
              Locale.ROOT,
              "%.0f MiB, %.1f %%",
              nodes.getFirst().residentMiB(),
              nodes.getFirst().percent()),
          "≤ 220 MiB, ≤ 1 %");
      Commands.Result result = Commands.runTrue(flags.path(Main.COMMAND), cluster, COMMANDS);
      report.row(
          "cuesta run true, median of " + COMMANDS,
          String.format(
              Locale.ROOT,
              "%.0f ms, %.0f CPU-ms of the command",
              result.wall().median(),
              result.cpu()),
          "≤ 250 ms");
    }
    long again = System.nanoTime();
    try (Cluster cluster = Cluster.dev(flags.path(Main.COMMAND), dir)) {
      first(cluster, again, report, "second start", "");
    }
  }

  private static void first(Cluster cluster, long begin, Report report, String which, String target)
      throws Exception {
    new Launches(cluster).runTrue();
    report.row(
        "dev to the first task ended, " + which,
        String.format(
            Locale.ROOT,
            "%.1f CPU-s, %.1f s",
            (Proc.cpuMillis(cluster.master()) + cluster.supervisorsMillis()) / 1e3,
            (System.nanoTime() - begin) / 1e9),
        target);
  }
}
