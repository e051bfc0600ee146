package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that was stopped goes on where it was. */
class RestartIT {
  @TempDir Path dir;
  private Dev dev;

  @AfterEach
  void stop() throws Exception {
    if (dev != null) {
      dev.close();
    }
  }

  @Test
  void registryHistoryAndTasksAreFoundAgain() throws Exception {
    dev = Dev.start(dir);
    Gate gate = new Gate(dir.resolve("gate"));
    assertEquals(5, dev.client().run("run", "--", "sh", "-c", "exit 5").status());
    String id = dev.client().detached("--", "sh", "-c", gate.script() + "; exit 7");
    List<String> agents = ids(dev.client().get("/agents").path("agents"));
    List<String> frameworks = ids(dev.client().get("/frameworks").path("frameworks"));
    List<String> runs = ids(dev.client().get("/run"));

    Result stopped = dev.stop();
    assertEquals(new Result(143, stopped.out(), ""), stopped);
    dev.start();

    Client client = dev.client();
    assertEquals(agents, ids(client.get("/agents").path("agents")));
    assertEquals(frameworks, ids(client.get("/frameworks").path("frameworks")));
    assertEquals(runs, ids(client.get("/run")));
    JsonNode old = client.get("/run/" + runs.getLast());
    assertEquals("FAILED 5", old.path("state").asText() + " " + old.path("exit").asText());

    client.awaitState(id, "RUNNING");
    gate.open();
    assertEquals(7, client.awaitState(id, "FAILED").path("exit").asInt());
    assertEquals(0, client.run("run", "--", "true").status());
    String next = client.get("/run").at("/0/id").asText();
    assertFalse(runs.contains(next), next + " is new");
  }

  private static List<String> ids(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }
}
