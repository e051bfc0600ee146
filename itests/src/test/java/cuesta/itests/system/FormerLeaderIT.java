package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A leader that was replaced and does not know it: what it still does is refused by its term, at
 * the registry, in its sessions and by agents, and counted there.
 */
class FormerLeaderIT {
  @TempDir Path dir;
  private Masters cluster;

  @AfterEach
  void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aFrozenLeaderIsReplaced() throws Exception {
    cluster = Masters.start(dir, 2, 2, "4s");
    Masters.Master former = cluster.leader();
    Masters.Master next = cluster.standbys().getFirst();
    List<Program> runs = new ArrayList<>();
    String survivor = former.client().detached("--", "sh", "-c", mark("survivor") + "; sleep 600");
    long term = former.term();
    try {
      assertEquals(0, former.client().run("run", "--", "sh", "-c", mark("before")).status());
      // One is caught on its way out of the leader, into the registry; others in its socket.
      former.relay().hold();
      runs.add(former.client().start("run", "--", "sh", "-c", mark("queued")));
      Await.until("it is decided", () -> former.relay().holds(mark("queued")), next::health);
      former.program().signal("STOP");
      former.relay().heal();
      for (String name : List.of("asked1", "asked2", "asked3")) {
        runs.add(former.client().start("run", "--", "sh", "-c", mark(name)));
      }

      Masters.Master leads = cluster.successor(former, term);
      assertEquals(next, leads);
      for (String name : List.of("during1", "during2")) {
        assertEquals(0, next.client().run("run", "--", "sh", "-c", mark(name)).status());
      }

      former.program().signal("CONT");
      for (Program run : runs) {
        Result result = run.end();
        assertEquals(0, result.status(), result.toString());
      }
      Await.until("it knows who leads", () -> follows(former, next), former::health);
      assertEquals("NOT_LEADER", former.health().path("lost").path("code").asText());
      assertTrue(refused(former.health(), "fenced.changes") > 0, former.health()::toString);
      assertTrue(refused(former.health(), "former.calls") > 0, former.health()::toString);
      assertEquals(0, refused(next.health(), "fenced.changes"));
      assertTrue(next.leads(), "who woke did not take it back");
      next.client().awaitState(survivor, "RUNNING");
      assertEquals(
          List.of(
              "asked1", "asked2", "asked3", "before", "during1", "during2", "queued", "survivor"),
          marks());
    } finally {
      runs.forEach(Program::close);
    }
  }

  @Test
  void agentsThatKnowALaterTermDoNotObeyALeaderThatDoesNot() throws Exception {
    // It would lead for ten minutes without a word from ZooKeeper.
    cluster = Masters.start(dir, 2, 1, "10m");
    Masters.Master former = cluster.leader();
    Gate gate = new Gate(dir.resolve("gate"));
    String script = mark("once") + "; " + gate.script() + "; exit 7";
    String task = former.client().detached("--", "sh", "-c", script);
    long term = former.term();

    former.relay().hold();
    cluster.removeLeader();
    Masters.Master next = cluster.successor(former, term);
    assertTrue(former.leads(), "it does not know");

    // Sent back to it, as by a name that still points there.
    Client agent = cluster.restartAgent(1, "127.0.0.1:" + former.client().port());
    Await.until("a welcome is refused", () -> lowerTerm(agent) == 1, () -> agent.get("/health"));
    assertEquals(200, former.client().door().post("/kill", "{\"task\":\"" + task + "\"}").status());
    Await.until("the kill is refused", () -> lowerTerm(agent) == 2, () -> agent.get("/health"));
    try (Program late = former.client().start("run", "--", "sh", "-c", mark("late"))) {
      Await.until("it is decided", () -> former.relay().holds(mark("late")), former::health);

      former.relay().heal();
      Await.until("it follows", () -> follows(former, next), former::health);
      assertEquals(0, late.end().status());
    }
    assertTrue(refused(former.health(), "fenced.changes") > 0, former.health()::toString);
    next.client().awaitAgents(1);
    next.client().awaitState(task, "RUNNING");
    gate.open();
    assertEquals(7, next.client().awaitState(task, "FAILED").path("exit").asInt());
    assertEquals(List.of("late", "once"), marks());
  }

  private static boolean follows(Masters.Master standby, Masters.Master leader) {
    JsonNode health = standby.health();
    return !health.path("leading").asBoolean()
        && health.path("leader").path("term").asLong() == leader.term();
  }

  private static long lowerTerm(Client agent) {
    return refused(agent.get("/health"), "lower.term");
  }

  private static long refused(JsonNode health, String what) {
    assertFalse(health.path("refused").path(what).isMissingNode(), health::toString);
    return health.path("refused").path(what).asLong();
  }

  /** A command that says that it ran, and is found in what is said of it. */
  private String mark(String name) {
    return "echo " + name + " >> " + dir.resolve("marks");
  }

  /** What ran, in order of names; twice if it ran twice. */
  private List<String> marks() throws IOException {
    return Files.readAllLines(dir.resolve("marks")).stream().sorted().toList();
  }
}
