package cuesta.benchmarks.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code cuesta run true} as a person would type it: a process from its start to its end. */
final class Commands {
  private Commands() {}

  /** Time on the clock, and processor time of the command itself. */
  record Result(Figures wall, double cpu) {}

  static Result runTrue(Path command, Cluster cluster, int times)
      throws IOException, InterruptedException {
    List<Double> wall = new ArrayList<>();
    double before = Proc.childrenMillis();
    for (int i = 0; i < times; i++) {
      ProcessBuilder builder = new ProcessBuilder(command.toString(), "run", "true");
      builder.environment().putAll(cluster.environment());
      builder.redirectErrorStream(true).redirectOutput(new File("/dev/null"));
      long begin = System.nanoTime();
      int status = builder.start().waitFor();
      wall.add((System.nanoTime() - begin) / 1e6);
      if (status != 0) {
        throw new IOException(String.join(" ", builder.command()) + " ended with " + status);
      }
    }
    return new Result(Figures.of(wall), (Proc.childrenMillis() - before) / times);
  }
}
