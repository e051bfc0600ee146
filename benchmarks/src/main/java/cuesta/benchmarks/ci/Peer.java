package cuesta.benchmarks.ci;

import cuesta.benchmarks.launch.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same jobs with gitlab-ci-local, installed for this run. */
final class Peer {
  private static final String PACKAGE = "gitlab-ci-local@4.61.1";

  private Peer() {}

  static void measure(Path dir, Project project, int times, Report report) throws Exception {
    Files.createDirectory(dir);
    try {
      Run.of(dir, Map.of(), List.of("npm", "install", "--no-audit", "--no-fund", PACKAGE));
    } catch (IOException e) {
      report.row(PACKAGE, "absent: " + e.getMessage().lines().findFirst().orElse(""), "");
      return;
    }
    String program = dir.resolve("node_modules/.bin/gitlab-ci-local").toString();
    // As for jobs on an agent: no profile of whoever runs this is read by the shells.
    Map<String, String> environment = Map.of("HOME", dir.toString());
    for (String file : List.of(Project.FLAT, Project.CHAIN)) {
      // Its own notes lie in the project: they are neither tracked nor ours.
      List<String> command =
          List.of(
              program, "--home", dir.toString(), "--state-dir", "../peer/state", "--file", file);
      Run.of(project.dir(), environment, command);
      List<Double> wall = new ArrayList<>();
      double cpu = 0;
      for (int i = 0; i < times; i++) {
        Run run = Run.of(project.dir(), environment, command);
        wall.add(run.millis());
        cpu += run.cpu();
      }
      String what = PACKAGE + ": " + (file.equals(Project.FLAT) ? "in one stage" : "chained");
      report.row(what, Spread.seconds(wall), "");
      report.row(what + ": CPU", String.format(Locale.ROOT, "%.0f CPU-ms", cpu / times), "");
    }
  }
}
