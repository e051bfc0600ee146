package cuesta.benchmarks.launch;

import java.nio.file.Files;
import java.nio.file.Path;

/** What all benchmarks of a distribution do besides measuring. */
public interface Benchmark {
  /**
   * Measures.
   *
   * @param flags what was asked for
   * @param dir an empty one
   * @param report takes what comes out
   * @throws Exception if anything went wrong; nothing is reported then
   */
  void measure(Flags flags, Path dir, Report report) throws Exception;

  /**
   * Runs a benchmark in a directory of its own, which stays if it fails.
   *
   * @param name of the benchmark and its files
   * @param benchmark what measures
   * @param args the command line
   * @param more what may be said in it besides {@code --home} and {@code --results}
   * @throws Exception if anything went wrong
   */
  static void run(String name, Benchmark benchmark, String[] args, Flag... more) throws Exception {
    Flags flags = Flags.parse(name, args, more);
    Path dir = Files.createTempDirectory("cuesta-" + name + "-");
    try {
      Report report = new Report(name);
      report.row("machine", Machine.text(), "");
      benchmark.measure(flags, dir, report);
      report.write(flags.results());
      Machine.delete(dir);
    } catch (Exception e) {
      System.err.println(name + ": what the nodes wrote is in " + dir);
      throw e;
    }
  }
}
