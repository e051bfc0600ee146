package cuesta.benchmarks.ci;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.benchmarks.launch.Machine;
import cuesta.benchmarks.launch.Proc;
import cuesta.benchmarks.launch.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** 100 MB that no packing makes smaller, there and back. */
record BigArtifact(Commands commands, Project project, Path dir, Report report) {
  private static final int TIMES = 5;

  void measure() throws Exception {
    Files.createDirectory(dir);
    List<Double> there = new ArrayList<>();
    List<Double> next = new ArrayList<>();
    List<Double> back = new ArrayList<>();
    List<Double> floor = new ArrayList<>();
    double cpu = 0;
    for (int i = 0; i <= TIMES; i++) {
      double before = Proc.cpuMillis(commands.cluster().master());
      commands.ci(project.dir(), "run", "--file", Project.BIG);
      double used = Proc.cpuMillis(commands.cluster().master()) - before;
      JsonNode jobs = commands.last().path("jobs");
      JsonNode make = job(jobs, "make");
      JsonNode use = job(jobs, "use");
      Path into = dir.resolve("into" + i);
      Run got = commands.ci(dir, "artifacts", "get", "make", "--into", into.toString());
      if (Files.size(into.resolve("big")) != Project.BIG_BYTES) {
        throw new IOException("what came back is not what was made: " + into);
      }
      Run packed = Run.of(into, Map.of(), List.of("tar", "-czf", "../packed", "big"));
      Machine.delete(into);
      if (i > 0) { // the first warms up
        double ran = Double.parseDouble(make.path("duration").asText()) * 1e3;
        there.add(Commands.between(make, "started", make, "ended") - ran);
        next.add(Commands.between(use, "queued", use, "started"));
        back.add(got.millis());
        floor.add(packed.millis());
        cpu += used;
      }
    }
    String what = "artifact of 100 random MB: ";
    report.row(what + "floor, tar -cz", Spread.seconds(floor), "");
    report.row(what + "the job's command is over → kept", Spread.seconds(there), "");
    report.row(what + "next job queued → runs with it", Spread.seconds(next), "");
    report.row(what + "artifacts get", Spread.seconds(back), "");
    String text = String.format(Locale.ROOT, "%.0f CPU-ms", cpu / TIMES);
    report.row(what + "CPU of dev for the pipeline", text, "");
  }

  private static JsonNode job(JsonNode jobs, String name) throws IOException {
    for (JsonNode job : jobs) {
      if (job.path("name").asText().equals(name)) {
        return job;
      }
    }
    throw new IOException("there is no job " + name + " in " + jobs);
  }
}
