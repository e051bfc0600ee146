package cuesta.benchmarks.launch;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** What nodes use that have nothing to do. */
final class Idle {
  private static final long SECONDS = 20;

  private Idle() {}

  /** Resident memory, and the part of one core over some seconds. */
  record Node(double residentMiB, double percent) {}

  static List<Node> nodes(List<Long> pids) throws InterruptedException {
    List<Double> before = pids.stream().map(Proc::cpuMillis).toList();
    TimeUnit.SECONDS.sleep(SECONDS);
    return java.util.stream.IntStream.range(0, pids.size())
        .mapToObj(
            i ->
                new Node(
                    Proc.residentMiB(pids.get(i)),
                    (Proc.cpuMillis(pids.get(i)) - before.get(i)) / (SECONDS * 10)))
        .toList();
  }

  /** Per task, in MiB: what its supervisor and its command hold, and what the nodes grew by. */
  record Tasks(double supervisor, double command, double master, double agent) {
    double sum() {
      return supervisor + command + master + agent;
    }
  }

  static Tasks tasks(Cluster cluster, Launches launches, int times) throws Exception {
    double master = Proc.residentMiB(cluster.master());
    double agent = Proc.residentMiB(cluster.agent());
    double shells = pss(cluster.supervisors());
    List<Launches.Run> runs = launches.idle(times);
    TimeUnit.SECONDS.sleep(2);
    List<Long> supervisors = cluster.supervisors();
    List<Long> commands = cluster.commands();
    Tasks tasks =
        new Tasks(
            (pss(supervisors) - shells) / times,
            pss(commands) / times,
            (Proc.residentMiB(cluster.master()) - master) / times,
            (Proc.residentMiB(cluster.agent()) - agent) / times);
    launches.kill(runs);
    return tasks;
  }

  private static double pss(List<Long> pids) {
    return pids.stream().mapToDouble(Proc::proportionalMiB).sum();
  }
}
