package cuesta.benchmarks.launch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

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
      delete(dir);
    } catch (Exception e) {
      System.err.println("launch: what the nodes wrote is in " + dir);
      throw e;
    }
  }

  private static void measure(Settings settings, Path dir) throws Exception {
    Report report = new Report();
    report.row("machine", machine(), "");
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

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%d cores, load %.1f at the start, Java %s",
        Runtime.getRuntime().availableProcessors(),
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version());
  }

  private static void delete(Path dir) throws IOException {
    Files.walkFileTree(
        dir,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
