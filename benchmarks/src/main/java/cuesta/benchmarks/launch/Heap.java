package cuesta.benchmarks.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a JVM holds. */
final class Heap {
  private Heap() {}

  /** Bytes of the objects that are left after a full collection, as {@code jcmd} counts them. */
  static double liveMiB(long pid) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String total = text.strip().substring(text.strip().lastIndexOf('\n') + 1);
    if (process.waitFor() != 0 || !total.startsWith("Total")) {
      throw new IOException("jcmd " + pid + ": " + text);
    }
    return Double.parseDouble(total.strip().split("\\s+")[2]) / (1024 * 1024);
  }
}
