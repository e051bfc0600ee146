package cuesta.benchmarks.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The machine's own price of the same command, without us: what {@code ProcessBuilder} needs from
 * the call until the command is running, and the processor time until it was waited for.
 */
final class Floor {
  private static final String COMMAND = "true";

  private Floor() {}

  /** Latency from the call until the kernel runs the command, and CPU time per command. */
  record Result(Figures running, double cpu) {
    String text() {
      return String.format(
          Locale.ROOT, "%.1f / %.1f ms, %.2f CPU-ms", running.median(), running.p99(), cpu);
    }
  }

  static Result measure(int times) throws IOException, InterruptedException {
    List<Double> running = new ArrayList<>();
    double before = Proc.cpuMillis(ProcessHandle.current().pid());
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      Process process = new ProcessBuilder(COMMAND).start();
      running.add((System.nanoTime() - begin) / 1e6);
      process.waitFor();
    }
    double cpu = Proc.cpuMillis(ProcessHandle.current().pid()) - before;
    return new Result(Figures.of(running), cpu / times);
  }

  /** The same from a small process: fork and exec in a shell, with nothing of Java. */
  static double shellCpu(int times) throws IOException, InterruptedException {
    String script = "i=0; while [ $i -lt " + times + " ]; do /bin/true; i=$((i+1)); done";
    double before = Proc.cpuMillis(ProcessHandle.current().pid());
    new ProcessBuilder("sh", "-c", script).start().waitFor();
    return (Proc.cpuMillis(ProcessHandle.current().pid()) - before) / times;
  }
}
