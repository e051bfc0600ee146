package cuesta.benchmarks.ci;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.benchmarks.launch.Door;
import cuesta.benchmarks.launch.Report;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the request for a job until a follower has its first line. The job is one that ran before
 * and is asked for again, so that no configuration is sent and compiled in between.
 */
record FirstLine(Commands commands, Project project, Report report) {
  private static final int WARM = 10;
  private static final int TIMES = 50;

  void measure() throws Exception {
    commands.ci(project.dir(), "run", "--file", Project.LINE);
    long pipeline = commands.last().path("pipeline").asLong();
    List<Double> started = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    for (int i = 0; i < WARM + TIMES; i++) {
      double millis = once(pipeline);
      if (i >= WARM) {
        seen.add(millis);
        JsonNode job = ended(pipeline).path("jobs").path(0);
        started.add(Commands.between(job, "queued", job, "started"));
      } else {
        ended(pipeline);
      }
    }
    report.row("queued → the master knows that the job runs", Spread.millis(started), "");
    report.row("request → a follower has the first line", Spread.millis(seen), "< 200 ms");
  }

  private double once(long pipeline) throws IOException, InterruptedException {
    Door door = commands.cluster().door();
    long begin = System.nanoTime();
    door.post("/ci/pipelines/" + pipeline + "/retry", Map.of("job", "line"));
    try (InputStream in = door.open("/ci/logs?job=line&follow=true&pipeline=" + pipeline)) {
      int last = in.read();
      while (last != '\n') {
        if (last < 0) {
          throw new IOException("the log of pipeline " + pipeline + " has no line");
        }
        last = in.read();
      }
      double millis = (System.nanoTime() - begin) / 1e6;
      in.readAllBytes();
      return millis;
    }
  }

  /** The pipeline when it has ended. */
  private JsonNode ended(long pipeline) throws IOException, InterruptedException {
    String path = "/ci/pipelines/" + pipeline;
    while (!commands.cluster().door().get(path + "/progress?wait=20s").has("exit")) {
      // It held the question until something happened.
    }
    return commands.cluster().door().get(path);
  }
}
