package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does with a cluster on his machine. */
class RunIT {
  @TempDir static Path dir;
  private static Dev dev;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    dev = Dev.start(dir);
    client = dev.client();
  }

  @AfterAll
  static void stop() throws Exception {
    if (dev != null) {
      dev.close();
    }
  }

  /** What a failed test left must not take the next one's place. */
  @AfterEach
  void killRuns() throws Exception {
    for (JsonNode run : client.get("/run")) {
      if (run.path("ended").isNull()) {
        String id = run.path("id").asText();
        client.door().post("/run/" + id + "/kill", "{}");
        client.awaitState(id, "KILLED");
      }
    }
  }

  @Test
  void aRunShowsItsOutputAndEndsWithItsStatus() throws Exception {
    Result result = client.run("run", "--", "sh", "-c", "echo hello; echo oops >&2; exit 3");
    assertEquals(new Result(3, "hello\n", "oops\n"), result);
  }

  @Test
  void aSignalIs128AndItsNumber() throws Exception {
    assertEquals(new Result(137, "", ""), client.run("run", "--", "sh", "-c", "kill -9 $$"));
  }

  @Test
  void environmentAndPortsReachTheTask() throws Exception {
    String script = "echo $COLOUR; test $PORT0 -ne $PORT1 && test $PORT0 -gt 1023";
    Result result =
        client.run("run", "--env", "COLOUR=a b", "--ports", "2", "--", "sh", "-c", script);
    assertEquals(new Result(0, "a b\n", ""), result);
  }

  @Test
  void psShowsATaskFromItsStartToItsEnd() throws Exception {
    String id = client.detached("--name", "napper", "--mem", "64", "--", "sleep", "1000");
    JsonNode live = task(client.run("ps", "--json").json(), id);
    assertEquals("RUNNING napper 64", text(live) + " " + live.at("/resources/mem").asText());

    Result killed = client.run("kill", id);
    assertEquals(0, killed.status(), killed.err());
    client.awaitState(id, "KILLED");
    assertTrue(task(client.run("ps", "--json").json(), id).isMissingNode());
    assertEquals("KILLED napper", text(task(client.run("ps", "--all", "--json").json(), id)));
  }

  private static String text(JsonNode task) {
    return task.path("state").asText() + " " + task.path("name").asText();
  }

  private static JsonNode task(JsonNode ps, String id) {
    for (JsonNode task : ps.path("tasks")) {
      if (task.path("id").asText().equals(id)) {
        return task;
      }
    }
    return ps.path("no such task");
  }

  @Test
  void logsAreThereWhileATaskRunsAndWhenItHasEnded() throws Exception {
    String id = client.detached("--", "sh", "-c", "echo out; echo err >&2; read x; sleep 1000");
    Await.until(
        "logs", () -> client.run("logs", id).out().equals("out\n"), () -> client.get("/run/" + id));
    try (Program follower = client.start("logs", "-f", id)) {
      follower.awaitOut("^out$");
      client.run("kill", id);
      assertEquals(new Result(0, "out\n", ""), follower.end());
    }
    assertEquals("err\n", client.run("logs", "--stderr", id).out());
  }

  @Test
  void explainSaysWhyATaskEndedAndWhyARunWaits() throws Exception {
    client.run("run", "--name", "broken", "--", "sh", "-c", "exit 9");
    String ended = last("broken");
    JsonNode reasons = client.run("explain", ended, "--json").json().path("reasons");
    assertEquals("COMMAND_FAILED", reasons.at("/0/code").asText());
    assertEquals(1, reasons.size(), "master and framework know the same, which is said once");

    client.detached("--cpus", "8", "--", "sleep", "1000");
    client.detached("--cpus", "8", "--", "sleep", "1000");
    String late = client.run("run", "--detach", "--cpus", "8", "--", "true").out().strip();
    Await.until(
        "ps tells why " + late + " waits",
        () -> {
          JsonNode run = client.run("ps", "--json").json().at("/waiting/0");
          return (run.path("id").asText() + run.at("/waiting/0/code").asText())
              .equals(late + "RESOURCES_SHORT");
        },
        () -> client.get("/run/" + late));
    assertTrue(client.run("explain", late).out().contains("RESOURCES_SHORT"));
  }

  private static String last(String name) {
    for (JsonNode run : client.get("/run?limit=100")) {
      if (run.path("name").asText().equals(name)) {
        return run.path("id").asText();
      }
    }
    throw new AssertionError("no run " + name);
  }

  @Test
  void eventsGoOnWhereTheyWereLeft() throws Exception {
    List<Long> before = numbers(client.run("events", "--json"));
    assertEquals(0, client.run("run", "--", "true").status());
    List<Long> all = numbers(client.run("events", "--json"));
    List<Long> rest = numbers(client.run("events", "--after", "" + before.getLast(), "--json"));
    assertEquals(all.subList(before.size(), all.size()), rest);
    assertTrue(rest.size() >= 3, "staging, running, finished: " + rest);
    assertEquals(all.stream().sorted().distinct().toList(), all);
  }

  private static List<Long> numbers(Result events) {
    List<Long> numbers = new ArrayList<>();
    events.json().path("events").forEach(event -> numbers.add(event.path("number").asLong()));
    return numbers;
  }

  @Test
  void controlCKillsTheTask() throws Exception {
    String script = "echo pid $$; exec sleep 1000";
    try (Program program = client.start("run", "--name", "c", "--", "sh", "-c", script)) {
      long pid = Long.parseLong(program.awaitOut("^pid (\\d+)$").group(1));
      program.signal("INT");
      assertEquals(143, program.end().status());
      assertFalse(Strays.runs(pid));
    }
    assertEquals("KILLED", client.get("/run/" + last("c")).path("state").asText());
  }

  @Test
  void aDoubleForkedChildDiesWithItsTask() throws Exception {
    // setsid in a subshell that ends at once: neither session nor parent lead back to the task.
    String script = "(setsid sh -c 'echo pid $$; exec sleep 1000' &); exec sleep 1000";
    try (Program program = client.start("run", "--name", "forks", "--", "sh", "-c", script)) {
      long pid = Long.parseLong(program.awaitOut("^pid (\\d+)$").group(1));
      assertTrue(Strays.runs(pid));
      assertEquals(0, client.run("kill", last("forks")).status());
      assertEquals(143, program.end().status());
      Await.until("the child ends", () -> !Strays.runs(pid), () -> pid);
    }
  }

  @Test
  void whoTakesTooMuchMemoryIsToldSo() throws Exception {
    String isolation = client.get("/agents").at("/agents/0/facts/isolation").asText();
    assumeTrue(
        isolation.contains("cgroups"),
        "skipped: a memory limit needs root and cgroups; this agent isolates by " + isolation);
    String script = "x=$(head -c 300000000 /dev/zero | tr '\\0' a)";
    Result result = client.run("run", "--name", "fat", "--mem", "64", "--", "sh", "-c", script);
    assertEquals(137, result.status());
    assertTrue(result.err().contains("MEMORY_LIMIT"), result.err());
    assertEquals("MEMORY_LIMIT", client.get("/run/" + last("fat")).at("/reason/code").asText());
  }
}
