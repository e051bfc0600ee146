package cuesta.benchmarks.launch;

import java.util.Locale;

/** Milliseconds of processor time, by who used it; the supervisors' includes the command's own. */
record Cpu(double master, double agent, double supervisor, double client) {
  static Cpu of(Cluster cluster) {
    return new Cpu(
        Proc.cpuMillis(cluster.master()),
        Proc.cpuMillis(cluster.agent()),
        cluster.supervisorsMillis(),
        Proc.ownMillis());
  }

  /** What was used since then, for each of so many tasks. */
  Cpu since(Cpu before, int tasks) {
    return new Cpu(
        (master - before.master) / tasks,
        (agent - before.agent) / tasks,
        (supervisor - before.supervisor) / tasks,
        (client - before.client) / tasks);
  }

  /** Without the client, which is this benchmark. */
  double sum() {
    return master + agent + supervisor;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%.1f CPU-ms (master %.1f, agent %.1f, supervisor %.1f)",
        sum(),
        master,
        agent,
        supervisor);
  }
}
