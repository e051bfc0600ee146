package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent's process is killed while a hundred tasks run. Some end before its successor is there:
 * every end is told once, as it was, and nothing is started again.
 */
class AgentRecoveryIT {
  private static final int RUNNING = 80;
  private static final int ENDING = 20;

  @TempDir Path dir;
  private Apart cluster;

  @AfterEach
  void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void everyEndIsToldAsItWas() throws Exception {
    cluster = Apart.start(dir);
    Pipe meanwhile = Pipe.make(dir.resolve("meanwhile"));
    Pipe later = Pipe.make(dir.resolve("later"));
    List<String> ending = start(meanwhile, ENDING);
    List<String> running = start(later, RUNNING);
    Set<String> all = new LinkedHashSet<>(ending);
    all.addAll(running);
    await("all run", () -> states(all).equals("{RUNNING=" + (ENDING + RUNNING) + "}"), all);
    List<Long> pids = new ArrayList<>();
    for (String id : all) {
      pids.add(pid(id));
    }

    cluster.killAgent();
    for (long pid : pids.subList(0, ENDING)) {
      Await.until("task " + pid + " ends", () -> isOver(pid, meanwhile), () -> pid);
    }
    cluster.startAgent();

    await(
        "the ends are told",
        () -> states(all).equals("{FAILED=" + ENDING + ", RUNNING=" + RUNNING + "}"),
        all);
    for (long pid : pids.subList(ENDING, pids.size())) {
      assertTrue(Strays.runs(pid), "task " + pid + " runs on");
    }
    for (long pid : pids.subList(ENDING, pids.size())) {
      Await.until("task " + pid + " ends", () -> isOver(pid, later), () -> pid);
    }
    await("all end", () -> states(all).equals("{FAILED=" + (ENDING + RUNNING) + "}"), all);
    for (String id : all) {
      JsonNode run = cluster.client().get("/run/" + id);
      assertEquals(run.path("name").asText(), "exits " + run.path("exit").asInt());
      assertEquals(id, run.path("task").asText(), "launched once");
    }
  }

  private static boolean isOver(long pid, Pipe pipe) throws Exception {
    pipe.open();
    return !Strays.runs(pid);
  }

  private List<String> start(Pipe pipe, int number) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      String script = "echo $$ > pid; read -r line < '" + pipe.file() + "'; exit " + i;
      String body =
          "{\"command\":[\"sh\",\"-c\",\"%s\"],\"name\":\"exits %d\",\"cpus\":\"0.01\",\"mem\":\"8\"}"
              .formatted(script, i);
      Door.Answer answer = cluster.client().door().post("/run", body);
      assertEquals(201, answer.status(), answer.body());
      ids.add(Result.json(answer.body()).path("id").asText());
    }
    return ids;
  }

  /** States with their numbers, of these runs. */
  private String states(Set<String> ids) {
    TreeMap<String, Integer> numbers = new TreeMap<>();
    for (JsonNode run : cluster.client().get("/run?limit=1000")) {
      if (ids.contains(run.path("id").asText())) {
        numbers.merge(run.path("state").asText(), 1, Integer::sum);
      }
    }
    return numbers.toString();
  }

  private void await(String what, Callable<Boolean> condition, Set<String> ids) throws Exception {
    Await.until(what, condition, () -> states(ids));
  }

  /** What the task wrote into its sandbox. */
  private long pid(String id) throws Exception {
    JsonNode run = cluster.client().get("/run/" + id);
    String path = run.path("sandbox").asText() + "/pid";
    URI url = URI.create(run.path("url").asText());
    Door agent = new Door(url.getPort(), cluster.client().door().secret());
    String file = url.getPath() + "/files/read?path=" + path;
    Await.until(id + " says its pid", () -> agent.get(file).body().endsWith("\n"), () -> run);
    return Long.parseLong(agent.get(file).body().strip());
  }
}
