package cuesta.benchmarks.ci;

import cuesta.benchmarks.launch.Proc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process from its start to its end.
 *
 * @param millis on the clock
 * @param cpu milliseconds of processor time of it and what it waited for
 * @param out what it wrote, errors too
 */
record Run(double millis, double cpu, String out) {
  /**
   * Runs it in a directory.
   *
   * @throws IOException if it does not end with 0
   */
  static Run of(Path dir, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    double cpu = Proc.childrenMillis();
    long begin = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    double millis = (System.nanoTime() - begin) / 1e6;
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + status + ":\n" + out);
    }
    return new Run(millis, Proc.childrenMillis() - cpu, out);
  }
}
