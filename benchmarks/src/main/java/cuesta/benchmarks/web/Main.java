package cuesta.benchmarks.web;

import cuesta.benchmarks.launch.Cluster;
import cuesta.benchmarks.launch.Machine;
import cuesta.benchmarks.launch.Report;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures web applications and the load balancer; see benchmarks/README.md. */
public final class Main {
  private Main() {}

  /**
   * Runs the benchmark.
   *
   * @param args see {@link Settings}
   * @throws Exception if anything went wrong; nothing is reported then
   */
  public static void main(String[] args) throws Exception {
    Settings settings;
    try {
      settings = Settings.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("web: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path dir = Files.createTempDirectory("cuesta-web-");
    try {
      measure(settings, dir);
      Machine.delete(dir);
    } catch (Exception e) {
      System.err.println("web: what the nodes wrote is in " + dir);
      throw e;
    }
  }

  private static void measure(Settings settings, Path dir) throws Exception {
    Report report = new Report("web");
    report.row("machine", Machine.text(), "");
    int port = Cluster.freePort();
    Path nodes = Files.createDirectory(dir.resolve("nodes"));
    try (Cluster cluster =
        Cluster.apart(settings.home(), nodes, "posix", "--balancer-port", "" + port)) {
      Apps apps = new Apps(cluster, port);
      for (String part : settings.parts()) {
        switch (part) {
          case "deploy" -> Deploys.measure(apps, report);
          case "fifty" -> Fifty.measure(cluster, apps, report);
          default -> IdleConnections.measure(cluster, apps, report);
        }
      }
    }
    report.write(settings.results());
  }
}
