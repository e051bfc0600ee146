package cuesta.benchmarks.failover;

import cuesta.benchmarks.launch.Figures;
import cuesta.benchmarks.launch.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Leaders that go in one way, one after the other. */
final class FailOver {
  /** A new standby connects to the leader, compiles and is idle. */
  private static final long SETTLE_SECONDS = 3;

  private final Masters masters;
  private final Report report;

  FailOver(Masters masters, Report report) {
    this.masters = masters;
    this.report = report;
  }

  /** The leader's process ends by a signal. */
  void gone(String name, String signal, int times, String target) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Masters.Master leader = masters.leader();
      millis.add(until(leader, signal));
      masters.replace(leader);
    }
    row(name, millis, target);
  }

  /** The leader's process is there, but says nothing. */
  void silent(String name, int times, String target) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Masters.Master leader = masters.leader();
      millis.add(until(leader, "STOP"));
      leader.node().signal("CONT");
      leader.door().await("/health", health -> health.path("lost").has("code"));
    }
    row(name, millis, target);
  }

  /** From a signal to the leader until a client of the standby has read that a task has started. */
  private double until(Masters.Master leader, String signal)
      throws IOException, InterruptedException {
    Masters.Master standby = masters.standby();
    masters.awaitReady(leader);
    leader.door().launch();
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    long begin = System.nanoTime();
    leader.node().signal(signal);
    standby.door().launch();
    return (System.nanoTime() - begin) / 1e6;
  }

  private void row(String name, List<Double> millis, String target) {
    if (millis.isEmpty()) {
      return;
    }
    Figures figures = Figures.of(millis);
    report.row(
        name + ", " + millis.size() + " times: until the next task runs, median / p95 / longest",
        String.format(
            Locale.ROOT,
            "%.2f / %.2f / %.2f s",
            figures.median() / 1e3,
            figures.at(0.95) / 1e3,
            figures.at(1) / 1e3),
        target);
  }
}
