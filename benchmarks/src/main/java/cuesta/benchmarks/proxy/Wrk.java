package cuesta.benchmarks.proxy;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one run of wrk says.
 *
 * @param requests answered
 * @param perSecond of them
 * @param medianMillis until an answer
 * @param p99Millis until an answer
 * @param cpuMicros processor time of the server for one of them
 */
record Wrk(
    long requests, double perSecond, double medianMillis, double p99Millis, double cpuMicros) {
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern LATENCY = Pattern.compile("(50|99)%\\s+([\\d.]+)(us|ms|s)");

  /** Runs it against a server. */
  static Wrk run(Server server, int connections, int seconds) throws Exception {
    double before = server.cpuSeconds();
    Process process =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--latency",
                "http://127.0.0.1:" + server.port() + "/")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes());
    double cpu = server.cpuSeconds() - before;
    if (process.waitFor() != 0 || text.contains("Non-2xx") || text.contains("Socket errors")) {
      throw new IOException("requests to " + server.name() + " failed:\n" + text);
    }
    long requests = Long.parseLong(find(REQUESTS, text));
    Matcher latency = LATENCY.matcher(text);
    double[] millis = new double[2];
    for (int i = 0; i < 2 && latency.find(); i++) {
      millis[i] = Double.parseDouble(latency.group(2)) * unit(latency.group(3));
    }
    double rate = Double.parseDouble(find(RATE, text));
    return new Wrk(requests, rate, millis[0], millis[1], cpu * 1_000_000 / requests);
  }

  private static double unit(String unit) {
    return switch (unit) {
      case "us" -> 0.001;
      case "ms" -> 1;
      default -> 1_000;
    };
  }

  private static String find(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("wrk does not say " + pattern + ":\n" + text);
    }
    return matcher.group(1);
  }

  /** What one core of its own would answer in a second. */
  double perCoreSecond() {
    return 1_000_000 / cpuMicros;
  }

  String row(String name, int connections) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.0f | %.1f | %.0f | %.2f / %.2f |",
        name,
        connections,
        perSecond,
        cpuMicros,
        perCoreSecond(),
        medianMillis,
        p99Millis);
  }
}
