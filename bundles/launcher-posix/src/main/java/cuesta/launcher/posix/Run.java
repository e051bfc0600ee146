package cuesta.launcher.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs the small helpers of the system. */
final class Run {
  private static final int SECONDS = 10; // a helper that takes longer hangs

  private Run() {}

  /** What it printed; empty if it failed. */
  static Optional<String> output(List<String> argv) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return await(process, argv) == 0 ? Optional.of(text) : Optional.empty();
  }

  /**
   * Its exit status. It gets no environment and no descriptors of ours, since what is started here
   * may live longer than we do.
   */
  static int status(List<String> argv) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Process process = builder.start();
    process.getOutputStream().close();
    return await(process, argv);
  }

  private static int await(Process process, List<String> argv)
      throws IOException, InterruptedException {
    try {
      if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
    process.destroyForcibly();
    throw new IOException(String.join(" ", argv) + " did not end within " + SECONDS + " s");
  }
}
