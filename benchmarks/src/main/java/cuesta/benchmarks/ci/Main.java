package cuesta.benchmarks.ci;

import cuesta.benchmarks.launch.Benchmark;
import cuesta.benchmarks.launch.Cluster;
import cuesta.benchmarks.launch.Flag;
import cuesta.benchmarks.launch.Flags;
import cuesta.benchmarks.launch.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures pipelines; see benchmarks/README.md. */
public final class Main {
  private static final String TIMES = "--times";

  private Main() {}

  /**
   * Runs the benchmark.
   *
   * @param args see benchmarks/README.md
   * @throws Exception if anything went wrong; nothing is reported then
   */
  public static void main(String[] args) throws Exception {
    Benchmark.run(
        "ci",
        Main::measure,
        args,
        Flag.number(TIMES, 10, 1, 100),
        Flag.parts("jobs", "peer", "line", "artifact", "file"));
  }

  private static void measure(Flags flags, Path dir, Report report) throws Exception {
    int times = flags.number(TIMES);
    Project project = Project.create(dir.resolve("project"));
    if (flags.parts().contains("jobs")) {
      // As many jobs at once as there are, as for the peer: the commands are what cores have to do.
      String[] room = {"--resources", Cluster.RESOURCES + ";disk:200000"};
      for (String agents : List.of("1", "2")) {
        String name = "dev, " + agents + (agents.equals("1") ? " agent" : " agents");
        try (Cluster cluster =
            dev(flags, dir.resolve("jobs" + agents), room[0], room[1], "--agents", agents)) {
          new Trivial(new Commands(flags.home(), cluster), project, name, times, report).measure();
        }
      }
    }
    if (flags.parts().contains("peer")) {
      Peer.measure(dir.resolve("peer"), project, times, report);
    }
    try (Cluster cluster = dev(flags, dir.resolve("one"))) {
      Commands commands = new Commands(flags.home(), cluster);
      if (flags.parts().contains("line")) {
        new FirstLine(commands, project, report).measure();
      }
      if (flags.parts().contains("artifact")) {
        new BigArtifact(commands, project, dir.resolve("artifact"), report).measure();
      }
      if (flags.parts().contains("file")) {
        BigConfiguration.measure(commands, project, report);
      }
    }
  }

  private static Cluster dev(Flags flags, Path dir, String... more) throws Exception {
    String[] options = new String[more.length + 2];
    options[0] = "--balancer-port";
    options[1] = "none";
    System.arraycopy(more, 0, options, 2, more.length);
    return Cluster.dev(flags.home().resolve("bin/cuesta"), Files.createDirectory(dir), options);
  }
}
