package cuesta.benchmarks.ci;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.benchmarks.launch.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code cuesta ci} as a person types it.
 *
 * @param home of the distribution
 * @param cluster what it asks
 */
record Commands(Path home, Cluster cluster) {
  Run ci(Path dir, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/cuesta").toString());
    command.add("ci");
    command.addAll(List.of(words));
    return Run.of(dir, cluster.environment(), command);
  }

  /** The pipeline that was started last. */
  JsonNode last() throws IOException, InterruptedException {
    return cluster.door().get("/ci/pipeline");
  }

  /** Milliseconds between two of an object's times. */
  static double between(JsonNode from, String begin, JsonNode to, String end) {
    return Duration.between(at(from, begin), at(to, end)).toNanos() / 1e6;
  }

  private static Instant at(JsonNode object, String field) {
    return Instant.parse(object.path(field).asText());
  }
}
