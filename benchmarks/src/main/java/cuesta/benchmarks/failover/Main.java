package cuesta.benchmarks.failover;

import cuesta.benchmarks.launch.Machine;
import cuesta.benchmarks.launch.Report;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures fail-overs of a real distribution; see benchmarks/README.md. */
public final class Main {
  /** Long, so that nobody who waits for its end is fast. */
  private static final String DEFAULT_SESSION = "10s";

  /** The shortest that ZooKeeper grants when nobody tells it otherwise. */
  private static final String SHORT_SESSION = "4s";

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
      System.err.println("failover: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path dir = Files.createTempDirectory("cuesta-failover-");
    try {
      measure(settings, dir);
      Machine.delete(dir);
    } catch (Exception e) {
      System.err.println("failover: what the nodes wrote is in " + dir);
      throw e;
    }
  }

  private static void measure(Settings settings, Path dir) throws Exception {
    Report report = new Report("failover");
    report.row("machine", Machine.text(), "");
    Path gone = Files.createDirectory(dir.resolve("gone"));
    try (Masters masters = Masters.start(settings.home(), gone, DEFAULT_SESSION)) {
      FailOver failOver = new FailOver(masters, report);
      String session = " (session " + DEFAULT_SESSION + ")";
      failOver.gone("leader killed" + session, "KILL", settings.times(), "< 1.5 s");
      failOver.gone("leader told to end" + session, "TERM", settings.times(), "< 1.5 s");
    }
    Path silent = Files.createDirectory(dir.resolve("silent"));
    try (Masters masters = Masters.start(settings.home(), silent, SHORT_SESSION)) {
      FailOver failOver = new FailOver(masters, report);
      String name = "leader frozen (session " + SHORT_SESSION + ")";
      failOver.silent(name, settings.silent(), "< session + 2 s = 6 s");
    }
    report.write(settings.results());
  }
}
