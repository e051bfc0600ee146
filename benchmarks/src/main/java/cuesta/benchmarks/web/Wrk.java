package cuesta.benchmarks.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk, as Debian has it. */
final class Wrk {
  private static final Pattern MEDIAN = Pattern.compile("50%\\s+([0-9.]+)(us|ms|s)");
  private static final Pattern REQUESTS = Pattern.compile("([0-9]+) requests in");
  private static final Pattern SOCKETS =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
  private static final Pattern STATUS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  private Wrk() {}

  /** What came of a load. */
  record Result(long requests, long errors, double medianMillis) {}

  static void check() throws IOException {
    for (String program : List.of("wrk", "nginx")) {
      try {
        new ProcessBuilder(program, "-v")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .onExit()
            .join();
      } catch (IOException e) {
        throw new IOException(
            program + " is not there; on Debian: apt-get install wrk nginx-light", e);
      }
    }
  }

  static Result run(String url, int connections, int seconds)
      throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                "wrk", "-t", "1", "-c", "" + connections, "-d", seconds + "s", "--latency", url)
            .redirectErrorStream(true)
            .start();
    String out = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (wrk.waitFor() != 0) {
      throw new IOException("wrk failed: " + out);
    }
    Matcher median = find(MEDIAN, out);
    double unit =
        switch (median.group(2)) {
          case "us" -> 0.001;
          case "ms" -> 1;
          default -> 1_000;
        };
    long requests = Long.parseLong(find(REQUESTS, out).group(1));
    return new Result(requests, errors(out), Double.parseDouble(median.group(1)) * unit);
  }

  private static long errors(String out) {
    long errors = 0;
    Matcher sockets = SOCKETS.matcher(out);
    if (sockets.find()) {
      for (int i = 1; i <= sockets.groupCount(); i++) {
        errors += Long.parseLong(sockets.group(i));
      }
    }
    Matcher status = STATUS.matcher(out);
    return status.find() ? errors + Long.parseLong(status.group(1)) : errors;
  }

  private static Matcher find(Pattern pattern, String out) throws IOException {
    Matcher matcher = pattern.matcher(out);
    if (!matcher.find()) {
      throw new IOException("wrk said something else than expected: " + out);
    }
    return matcher;
  }
}
