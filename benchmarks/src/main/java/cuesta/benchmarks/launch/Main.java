package cuesta.benchmarks.launch;

import java.nio.file.Files;
import java.nio.file.Path;

/** Measures launches of {@code true} on a real distribution; see benchmarks/README.md. */
public final class Main {
  /** What a person types. */
  static final String COMMAND = "--command";

  /** Launches before anything counts as warm. */
  static final String WARM = "--warm";

  private Main() {}

  /**
   * Runs the benchmark.
   *
   * @param args see benchmarks/README.md
   * @throws Exception if anything went wrong; nothing is reported then
   */
  public static void main(String[] args) throws Exception {
    Benchmark.run(
        "launch",
        Main::measure,
        args,
        Flag.path(COMMAND, "cuesta"),
        Flag.number(WARM, 2000, Apart.COLD, 999_999),
        Flag.parts("posix", "cgroups", "dev", "recovery", "cron"));
  }

  private static void measure(Flags flags, Path dir, Report report) throws Exception {
    Floor.Result cold = Floor.measure(Apart.COLD);
    Floor.measure(flags.number(WARM) - Apart.COLD);
    report.row("floor, ProcessBuilder, cold first " + Apart.COLD, cold.text(), "");
    report.number("floor, fork and exec in sh", "%.2f CPU-ms", Floor.shellCpu(1000), "");
    for (String part : flags.parts()) {
      Path own = Files.createDirectory(dir.resolve(part));
      switch (part) {
        case "dev" -> Dev.measure(flags, own, report);
        case "cron" -> CronJobs.measure(flags, own, report);
        case "recovery" -> Recovery.measure(flags, own, report);
        default -> new Apart(flags, own, report, part, cold).measure();
      }
    }
  }
}
