package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.contracts.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks outlive their agent, and what became of them is told when it is back. */
class AgentLossIT {
  @TempDir static Path dir;
  private static Apart cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = Apart.start(dir);
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aTaskRunsOnWhileItsAgentIsKilledAndComesBack() throws Exception {
    Gate gate = new Gate(dir.resolve("gate1"));
    String script = "echo pid $$; " + gate.script() + "; echo after; exit 7";
    try (Program run = cluster.client().start("run", "--", "sh", "-c", script)) {
      long pid = pid(run);
      cluster.killAgent();
      cluster.startAgent();
      assertTrue(Strays.runs(pid));
      gate.open();
      Result result = run.end();
      assertEquals(7, result.status(), result.err());
      assertEquals("pid " + pid + "\nafter\n", result.out());
    }
  }

  @Test
  void anEndWithoutAnAgentIsReportedWhenItIsBack() throws Exception {
    Gate gate = new Gate(dir.resolve("gate2"));
    String script = "echo pid $$; " + gate.script() + "; echo after; exit 9";
    try (Program run = cluster.client().start("run", "--", "sh", "-c", script)) {
      long pid = pid(run);
      cluster.killAgent();
      gate.open();
      Await.until("the task ends", () -> !Strays.runs(pid), () -> pid);
      cluster.startAgent();
      Result result = run.end();
      assertEquals(9, result.status(), result.err());
      assertEquals("pid " + pid + "\nafter\n", result.out());
    }
  }

  @Test
  void whatRanBeforeAReboot() throws Exception {
    String script = "echo pid $$; " + new Gate(dir.resolve("gate3")).script();
    try (Program run = cluster.client().start("run", "--", "sh", "-c", script)) {
      pid(run);
      cluster.killAgent();
      cluster.reboot();
      cluster.startAgent();
      Result result = run.end();
      assertEquals(125, result.status(), result.toString());
      assertTrue(result.err().contains("SUPERVISOR_LOST"), result.toString());
      assertTrue(
          cluster.client().get("/run").at("/0/state").asText().equals("GONE"), result.toString());
    }
    assertEquals(0, cluster.client().run("run", "--", "true").status(), "the agent goes on");
  }

  @Test
  void attributesAndResourcesAreWhatTheAgentWasStartedWith() {
    var agent = cluster.client().get("/agents").at("/agents/0");
    assertEquals("r1", agent.at("/attributes/rack").asText(), agent.toString());
    assertEquals(
        "8 2048", agent.at("/total/cpus").asText() + " " + agent.at("/total/mem").asText());
  }

  private static long pid(Program run) throws Exception {
    return Long.parseLong(run.awaitOut("^pid (\\d+)$").group(1));
  }
}
