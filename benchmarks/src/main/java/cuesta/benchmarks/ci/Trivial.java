package cuesta.benchmarks.ci;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.benchmarks.launch.Proc;
import cuesta.benchmarks.launch.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pipelines whose jobs do next to nothing.
 *
 * @param name of the cluster
 */
record Trivial(Commands commands, Project project, String name, int times, Report report) {
  private static final int WARM = 3;

  void measure() throws Exception {
    for (int i = 0; i < WARM; i++) {
      run(Project.FLAT);
      run(Project.CHAIN);
    }
    measure(Project.FLAT, Project.JOBS + " jobs in one stage", "≤ 1.5 s");
    measure(Project.CHAIN, Project.JOBS + " jobs, each needs the one before", "≤ 2 s");
  }

  private void measure(String file, String what, String target) throws Exception {
    List<Double> wall = new ArrayList<>();
    List<Double> before = new ArrayList<>();
    List<Double> pipeline = new ArrayList<>();
    List<Double> after = new ArrayList<>();
    double cpu = nodes();
    double client = 0;
    for (int i = 0; i < times; i++) {
      double begin = System.currentTimeMillis();
      Run run = run(file);
      JsonNode last = commands.last();
      double created = Instant.parse(last.path("created").asText()).toEpochMilli();
      double took = Commands.between(last, "created", last, "ended");
      wall.add(run.millis());
      before.add(created - begin);
      pipeline.add(took);
      after.add(run.millis() - (created - begin) - took);
      client += run.cpu();
    }
    row(what + ": cuesta ci run", Spread.seconds(wall), target);
    row(what + ": until it is created", Spread.millis(before), "");
    row(what + ": created → ended", Spread.millis(pipeline), "");
    row(what + ": ended → the command has ended", Spread.millis(after), "");
    String text = "dev and jobs %.0f, command %.0f CPU-ms";
    double all = (nodes() - cpu) / times;
    row(what + ": CPU", String.format(Locale.ROOT, text, all, client / times), "");
  }

  private void row(String what, String measured, String target) {
    report.row(name + ": " + what, measured, target);
  }

  private Run run(String file) throws IOException, InterruptedException {
    return commands.ci(project.dir(), "run", "--file", file);
  }

  private double nodes() {
    return Proc.cpuMillis(commands.cluster().master()) + commands.cluster().supervisorsMillis();
  }
}
