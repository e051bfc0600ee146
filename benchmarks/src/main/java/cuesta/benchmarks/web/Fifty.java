package cuesta.benchmarks.web;

import cuesta.benchmarks.launch.Cluster;
import cuesta.benchmarks.launch.Proc;
import cuesta.benchmarks.launch.Report;
import java.util.List;
import java.util.Locale;

/** Many instances at once. */
final class Fifty {
  private static final int INSTANCES = 50;
  private static final double NANOS = 1e6;

  /** Listens, answers and needs next to nothing to start, so that the cluster is measured. */
  private static final List<String> SERVER =
      List.of(
          "perl",
          "-MIO::Socket::INET",
          "-e",
          "$s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $ENV{PORT},"
              + " Listen => 9, ReuseAddr => 1) or die; while ($c = $s->accept) { <$c>; close $c }");

  private Fifty() {}

  static void measure(Cluster cluster, Apps apps, Report report) throws Exception {
    double master = Proc.cpuMillis(cluster.master());
    double agent = Proc.cpuMillis(cluster.agent());
    long begun = System.nanoTime();
    apps.deploy("fifty", INSTANCES, SERVER);
    apps.awaitReady("fifty", INSTANCES);
    double millis = (System.nanoTime() - begun) / NANOS;
    report.row(
        INSTANCES + " instances: request → all ready",
        String.format(
            Locale.ROOT,
            "%.0f ms (CPU: master %.0f ms, agent %.0f ms)",
            millis,
            Proc.cpuMillis(cluster.master()) - master,
            Proc.cpuMillis(cluster.agent()) - agent),
        "");
    apps.delete("fifty");
  }
}
