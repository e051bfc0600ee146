package cuesta.benchmarks.failover;

import cuesta.benchmarks.launch.Benchmark;
import cuesta.benchmarks.launch.Flag;
import cuesta.benchmarks.launch.Flags;
import cuesta.benchmarks.launch.Report;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures fail-overs of a real distribution; see benchmarks/README.md. */
public final class Main {
  /** Long, so that nobody who waits for its end is fast. */
  private static final String DEFAULT_SESSION = "10s";

  /** The shortest that ZooKeeper grants when nobody tells it otherwise. */
  private static final String SHORT_SESSION = "4s";

  private static final String TIMES = "--times";
  private static final String SILENT = "--silent";
  private static final int MOST = 999;

  private Main() {}

  /**
   * Runs the benchmark.
   *
   * @param args see benchmarks/README.md
   * @throws Exception if anything went wrong; nothing is reported then
   */
  public static void main(String[] args) throws Exception {
    Benchmark.run(
        "failover",
        Main::measure,
        args,
        Flag.number(TIMES, 20, 0, MOST),
        Flag.number(SILENT, 5, 0, MOST));
  }

  private static void measure(Flags flags, Path dir, Report report) throws Exception {
    Path gone = Files.createDirectory(dir.resolve("gone"));
    try (Masters masters = Masters.start(flags.home(), gone, DEFAULT_SESSION)) {
      FailOver failOver = new FailOver(masters, report);
      String session = " (session " + DEFAULT_SESSION + ")";
      failOver.gone("leader killed" + session, "KILL", flags.number(TIMES), "< 1.5 s");
      failOver.gone("leader told to end" + session, "TERM", flags.number(TIMES), "< 1.5 s");
    }
    Path silent = Files.createDirectory(dir.resolve("silent"));
    try (Masters masters = Masters.start(flags.home(), silent, SHORT_SESSION)) {
      FailOver failOver = new FailOver(masters, report);
      String name = "leader frozen (session " + SHORT_SESSION + ")";
      failOver.silent(name, flags.number(SILENT), "< session + 2 s = 6 s");
    }
  }
}
