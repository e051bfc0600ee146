package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two frameworks on a cluster that is too small for what they want: 16 cpus, a task takes one. */
class SharingIT {
  private static final int CPUS = 16;

  @TempDir Path dir;
  private Dev dev;

  @BeforeEach
  void start() throws Exception {
    dev = Dev.start(dir);
  }

  @AfterEach
  void stop() throws Exception {
    dev.close();
  }

  @Test
  void sharesBecomeEqualAsTasksEnd() throws Exception {
    Client client = dev.client();
    List<Gate> gates = new ArrayList<>();
    for (int n = 0; n < CPUS + 8; n++) {
      gates.add(new Gate(dir.resolve("run" + n)));
      String script = gates.get(n).script();
      String[] command = {"run", "--detach", "--cpus", "1", "--mem", "8", "--", "sh", "-c", script};
      assertEquals(0, client.run(command).status());
    }
    awaitTasks(CPUS, 0);
    Result added =
        client.run(
            "cron",
            "add",
            "tick",
            "--schedule",
            "@every 1s",
            "--overlap",
            "allow",
            "--cpus",
            "1",
            "--mem",
            "8",
            "--shell",
            "--",
            new Gate(dir.resolve("cron")).script());
    assertEquals(0, added.status(), added.toString());
    Await.until(
        "so many ticks wait as there is room",
        () -> client.get("/cron/jobs/tick").path("open").size() >= CPUS,
        () -> client.get("/cron/jobs/tick"));

    // Nothing is taken from who has it: what ends goes to who has less, until both have as much.
    for (int ended = 1; ended <= CPUS / 2; ended++) {
      gates.get(ended - 1).open();
      awaitTasks(CPUS - ended, ended);
    }
    // From there on each gets back what it had.
    for (int ended = CPUS / 2; ended < CPUS; ended++) {
      gates.get(ended).open();
      awaitEnded(ended + 1);
      awaitTasks(CPUS / 2, CPUS / 2);
    }
    Result said = client.run("frameworks");
    assertTrue(said.out().contains("50.0 %"), said.toString());
  }

  private void awaitEnded(int runs) throws Exception {
    Await.until(
        runs + " runs have ended",
        () ->
            dev.client().get("/run").findValuesAsText("state").stream()
                    .filter("FINISHED"::equals)
                    .count()
                == runs,
        () -> dev.client().get("/run"));
  }

  private void awaitTasks(int run, int cron) throws Exception {
    Await.until(
        "run has " + run + " tasks and cron " + cron,
        () -> tasks("run") == run && tasks("cron") == cron,
        () -> dev.client().get("/frameworks"));
  }

  private int tasks(String framework) {
    for (JsonNode one : dev.client().get("/frameworks").path("frameworks")) {
      if (one.path("name").asText().equals(framework)) {
        return one.path("tasks").asInt();
      }
    }
    return -1;
  }
}
