package cuesta.benchmarks.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Launches through the door, as {@code cuesta run} does: a request, then long polls. */
final class Launches {
  /** In the terms of the events; all of one machine's clock. */
  static final String ACCEPTED = "task.staging";

  private static final String RUNNING = "task.running";
  private static final String ENDED = "task.finished";

  private static final List<String> ENDINGS = List.of("FINISHED", "KILLED");

  private final Cluster cluster;
  private final Door door;
  private long lastEvent;

  Launches(Cluster cluster) {
    this.cluster = cluster;
    this.door = cluster.door();
  }

  /**
   * One after the other.
   *
   * @param accepted from the master's ACCEPT until the master knows that it runs
   * @param requested from before the request until its client reads that it runs
   */
  record Single(Figures accepted, Figures requested, Cpu cpu) {}

  /** Many at once. */
  record Sustained(double perSecond, Cpu cpu) {}

  Single oneByOne(int times) throws Exception {
    events(); // forgets what came before
    List<Double> requested = new ArrayList<>();
    Cpu before = Cpu.of(cluster);
    for (int i = 0; i < times; i++) {
      requested.add(runTrue());
    }
    Cpu cpu = Cpu.of(cluster).since(before, times);
    return new Single(Figures.of(gaps(events(), ACCEPTED, RUNNING)), Figures.of(requested), cpu);
  }

  Sustained atOnce(int times, int clients) throws Exception {
    Cpu before = Cpu.of(cluster);
    long begin = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(clients)) {
      List<Future<Double>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(pool.submit(this::runTrue));
      }
      for (Future<Double> one : all) {
        one.get();
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Sustained(times / seconds, Cpu.of(cluster).since(before, times));
  }

  /**
   * From the end of a task that held the whole agent until the master accepted the next one: what
   * was freed was offered, taken, and the decision was made durable.
   */
  Figures freedToAccepted(int times, String cpus) throws Exception {
    events();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      runs.add(request(List.of("true"), cpus));
    }
    for (Run run : runs) {
      await(run, "ended");
    }
    List<Double> gaps = new ArrayList<>();
    Instant freed = null;
    for (JsonNode event : events()) {
      String kind = event.path("kind").asText();
      Instant time = Instant.parse(event.path("time").asText());
      if (kind.equals(ENDED)) {
        freed = time;
      } else if (kind.equals(ACCEPTED) && freed != null) {
        gaps.add(millis(freed, time));
      }
    }
    return Figures.of(gaps);
  }

  /** Tasks that do nothing, all running. */
  List<Run> idle(int times) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      runs.add(request(List.of("sleep", "900"), "0.1"));
    }
    for (Run run : runs) {
      await(run, "started");
    }
    return runs;
  }

  void kill(List<Run> runs) throws Exception {
    for (Run run : runs) {
      door.post("/run/" + run.id() + "/kill", Map.of("grace", "1s"));
    }
    for (Run run : runs) {
      await(run, "ended");
    }
  }

  /** Gives the milliseconds until the client read that it runs, and returns when it has ended. */
  double runTrue() throws Exception {
    long begin = System.nanoTime();
    Run run = await(request(List.of("true"), "0.1"), "started");
    double running = (System.nanoTime() - begin) / 1e6;
    await(run, "ended");
    return running;
  }

  /** A run as it was last read. */
  record Run(JsonNode json) {
    String id() {
      return json.path("id").asText();
    }

    long version() {
      return json.path("version").asLong();
    }

    boolean has(String time) {
      return !json.path(time).isNull();
    }
  }

  private Run request(List<String> command, String cpus) throws Exception {
    return new Run(door.post("/run", Map.of("command", command, "cpus", cpus, "mem", "16")));
  }

  /** Long polls until the time of this name is set, or the run is over. */
  private Run await(Run begun, String time) throws Exception {
    Run run = begun;
    while (!run.has(time) && !run.has("ended")) {
      run = new Run(door.get("/run/" + run.id() + "?wait=20&after=" + run.version()));
    }
    if (run.has("ended") && !ENDINGS.contains(run.json().path("state").asText())) {
      throw new IOException("a task ended otherwise than it should: " + run.json());
    }
    return run;
  }

  private List<JsonNode> events() throws Exception {
    List<JsonNode> events = new ArrayList<>();
    door.get("/events?after=" + lastEvent).path("events").forEach(events::add);
    if (!events.isEmpty()) {
      lastEvent = events.getLast().path("number").asLong();
    }
    return events;
  }

  private static List<Double> gaps(List<JsonNode> events, String from, String to) {
    Map<String, Instant> begins = new HashMap<>();
    List<Double> gaps = new ArrayList<>();
    for (JsonNode event : events) {
      String kind = event.path("kind").asText();
      String subject = event.path("subject").asText();
      Instant time = Instant.parse(event.path("time").asText());
      if (kind.equals(from)) {
        begins.put(subject, time);
      } else if (kind.equals(to) && begins.containsKey(subject)) {
        gaps.add(millis(begins.get(subject), time));
      }
    }
    return gaps;
  }

  private static double millis(Instant from, Instant to) {
    return from.until(to, ChronoUnit.MICROS) / 1e3;
  }
}
