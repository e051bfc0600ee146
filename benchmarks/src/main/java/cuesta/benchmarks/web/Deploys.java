package cuesta.benchmarks.web;

import cuesta.benchmarks.launch.Cluster;
import cuesta.benchmarks.launch.Figures;
import cuesta.benchmarks.launch.Report;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From the request to deploy a small server to its first answer through the load balancer. */
final class Deploys {
  private static final int COLD = 3;
  private static final int TIMES = 20;
  private static final double NANOS = 1e6;
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Deploys() {}

  static void measure(Apps apps, Report report) throws Exception {
    for (int i = 0; i < COLD; i++) {
      once(apps, "cold" + i);
    }
    List<Double> deploys = new ArrayList<>();
    List<Double> floors = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      floors.add(floor());
      deploys.add(once(apps, "warm" + i));
    }
    Figures floor = Figures.of(floors);
    Figures deploy = Figures.of(deploys);
    report.row("floor: python3 -m http.server to its first answer", text(floor), "");
    report.row("deploy → first answer through the balancer, warm", text(deploy), "≤ 1 s");
  }

  private static String text(Figures figures) {
    return String.format(
        Locale.ROOT, "median %.0f ms, p90 %.0f ms", figures.median(), figures.at(0.9));
  }

  private static double once(Apps apps, String name) throws Exception {
    long begun = System.nanoTime();
    apps.deploy(name, 1, Apps.SERVER);
    apps.awaitAnswer(name);
    double millis = (System.nanoTime() - begun) / NANOS;
    apps.delete(name);
    return millis;
  }

  /** The same server as a child of this process. */
  private static double floor() throws Exception {
    int port = Cluster.freePort();
    long begun = System.nanoTime();
    ProcessBuilder command =
        new ProcessBuilder("/usr/bin/env", "python3", "-m", "http.server", "" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command
        .environment()
        .clear(); // as tasks have it: the caller's path may lead to another python3
    command.environment().put("PATH", PATH);
    Process server = command.start();
    try {
      Apps.await(() -> Apps.answers(URI.create("http://127.0.0.1:" + port + "/")));
      return (System.nanoTime() - begun) / NANOS;
    } finally {
      server.destroyForcibly().waitFor();
    }
  }
}
