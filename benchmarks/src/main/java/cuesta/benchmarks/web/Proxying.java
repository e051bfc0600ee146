package cuesta.benchmarks.web;

import cuesta.benchmarks.launch.Cluster;
import cuesta.benchmarks.launch.Figures;
import cuesta.benchmarks.launch.Proc;
import cuesta.benchmarks.launch.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The load balancer beside nginx as a reverse proxy, in turns, in front of the same instance, which
 * is nginx too. Processor time counts; the clock is shared.
 */
final class Proxying {
  private static final String APP = "backend";
  private static final int CONNECTIONS = 32;
  private static final int ROUNDS = 3;
  private static final double MILLIS = 1_000.0;

  private record Round(double cpuMillisPerThousand, double perSecond) {}

  private Proxying() {}

  static void measure(Settings settings, Cluster cluster, Apps apps, Path dir, Report report)
      throws Exception {
    Wrk.check();
    apps.deploy(APP, 1, Nginx.serverCommand());
    apps.awaitAnswer(APP);
    int port = apps.instancePort(APP);
    try (Nginx nginx = Nginx.proxy(dir, port)) {
      String direct = "http://127.0.0.1:" + port + "/";
      String theirs = "http://127.0.0.1:" + nginx.port() + "/";
      String ours = "http://127.0.0.1:" + apps.port() + "/" + APP + "/";
      Apps.await(() -> Apps.answers(URI.create(theirs)));
      load(ours, settings.seconds(), cluster.agent()); // warms up
      List<Round> nginxRounds = new ArrayList<>();
      List<Round> ourRounds = new ArrayList<>();
      List<Double> directMedians = new ArrayList<>();
      List<Double> theirMedians = new ArrayList<>();
      List<Double> ourMedians = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        nginxRounds.add(load(theirs, settings.seconds(), nginx.worker()));
        ourRounds.add(load(ours, settings.seconds(), cluster.agent()));
        directMedians.add(Wrk.run(direct, 1, settings.seconds() / 2 + 1).medianMillis());
        theirMedians.add(Wrk.run(theirs, 1, settings.seconds() / 2 + 1).medianMillis());
        ourMedians.add(Wrk.run(ours, 1, settings.seconds() / 2 + 1).medianMillis());
      }
      Round theirMiddle = middle(nginxRounds);
      Round ourMiddle = middle(ourRounds);
      report.row(
          "proxy, keep-alive, " + CONNECTIONS + " connections: nginx", text(theirMiddle), "");
      report.row("the same: load balancer", text(ourMiddle), "");
      report.number(
          "requests per core, as a part of nginx's",
          "%.2f",
          theirMiddle.cpuMillisPerThousand() / ourMiddle.cpuMillisPerThousand(),
          "≥ 0.5");
      double floor = Figures.of(directMedians).median();
      report.row(
          "added median latency, one connection: nginx / load balancer",
          String.format(
              Locale.ROOT,
              "%.2f / %.2f ms (without a proxy %.2f ms)",
              Figures.of(theirMedians).median() - floor,
              Figures.of(ourMedians).median() - floor,
              floor),
          "< 1 ms");
    }
    apps.delete(APP);
  }

  private static String text(Round round) {
    return String.format(
        Locale.ROOT,
        "%.0f CPU-ms per 1,000 requests = %.0f/s per core (%.0f/s by the clock)",
        round.cpuMillisPerThousand(),
        MILLIS * MILLIS / round.cpuMillisPerThousand(),
        round.perSecond());
  }

  private static Round load(String url, int seconds, long pid)
      throws IOException, InterruptedException {
    double before = Proc.cpuMillis(pid);
    Wrk.Result result = Wrk.run(url, CONNECTIONS, seconds);
    double cpu = Proc.cpuMillis(pid) - before;
    if (result.errors() > 0) {
      throw new IOException(result.errors() + " requests to " + url + " failed");
    }
    return new Round(cpu * MILLIS / result.requests(), result.requests() / (double) seconds);
  }

  private static Round middle(List<Round> rounds) {
    List<Round> sorted = new ArrayList<>(rounds);
    sorted.sort((a, b) -> Double.compare(a.cpuMillisPerThousand(), b.cpuMillisPerThousand()));
    return sorted.get(sorted.size() / 2);
  }
}
