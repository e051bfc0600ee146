package cuesta.benchmarks.launch;

import java.nio.file.Files;
import java.nio.file.Path;

/** Measures launches of {@code true} on a real distribution; see benchmarks/README.md. */
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
      System.err.println("launch: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path dir = Files.createTempDirectory("cuesta-launch-");
    try {
      measure(settings, dir);
      Machine.delete(dir);
    } catch (Exception e) {
      System.err.println("launch: what the nodes wrote is in " + dir);
      throw e;
    }
  }

  private static void measure(Settings settings, Path dir) throws Exception {
    Report report = new Report("launch");
    report.row("machine", Machine.text(), "");
    Floor.Result cold = Floor.measure(Apart.COLD);
    Floor.measure(settings.warm() - Apart.COLD);
    report.row("floor, ProcessBuilder, cold first " + Apart.COLD, cold.text(), "");
    report.number("floor, fork and exec in sh", "%.2f CPU-ms", Floor.shellCpu(1000), "");
    for (String part : settings.parts()) {
      Path own = Files.createDirectory(dir.resolve(part));
      switch (part) {
        case "dev" -> Dev.measure(settings, own, report);
        case "cron" -> CronJobs.measure(settings, own, report);
        case "recovery" -> Recovery.measure(settings, own, report);
        default -> new Apart(settings, own, report, part, cold).measure();
      }
    }
    report.write(settings.results());
  }
}
