package cuesta.benchmarks.web;

import cuesta.benchmarks.launch.Benchmark;
import cuesta.benchmarks.launch.Cluster;
import cuesta.benchmarks.launch.Flag;
import cuesta.benchmarks.launch.Flags;
import cuesta.benchmarks.launch.Report;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures web applications and the load balancer; see benchmarks/README.md. */
public final class Main {
  private Main() {}

  /**
   * Runs the benchmark.
   *
   * @param args see benchmarks/README.md
   * @throws Exception if anything went wrong; nothing is reported then
   */
  public static void main(String[] args) throws Exception {
    Benchmark.run("web", Main::measure, args, Flag.parts("deploy", "fifty", "idle"));
  }

  private static void measure(Flags flags, Path dir, Report report) throws Exception {
    int port = Cluster.freePort();
    Path nodes = Files.createDirectory(dir.resolve("nodes"));
    try (Cluster cluster =
        Cluster.apart(flags.home(), nodes, "posix", "--balancer-port", "" + port)) {
      Apps apps = new Apps(cluster, port);
      for (String part : flags.parts()) {
        switch (part) {
          case "deploy" -> Deploys.measure(apps, report);
          case "fifty" -> Fifty.measure(cluster, apps, report);
          default -> IdleConnections.measure(cluster, apps, report);
        }
      }
    }
  }
}
