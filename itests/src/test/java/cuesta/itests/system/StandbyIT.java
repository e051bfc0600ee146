package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A leader that is gone, or goes, is replaced by a standby; tasks run on, and what the registry
 * held is there. Sessions last for ten minutes: nobody who waits for their end passes.
 */
class StandbyIT {
  @TempDir Path dir;
  private Masters cluster;

  @AfterEach
  void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aKilledLeaderIsReplaced() throws Exception {
    cluster = Masters.start(dir, 2, 2, "10m");
    Masters.Master former = cluster.leader();
    Masters.Master standby = cluster.standbys().getFirst();
    Gate gate = new Gate(dir.resolve("gate"));
    // What a user keeps in CUESTA_MASTER may be any of them, before and after.
    assertEquals(5, standby.client().run("run", "--", "sh", "-c", "exit 5").status());
    String script = "echo pid $$; " + gate.script() + "; echo after; exit 7";
    try (Program followed = standby.client().start("run", "--", "sh", "-c", script)) {
      long pid = Long.parseLong(followed.awaitOut("^pid (\\d+)$").group(1));
      List<String> before = remembered(former.client());
      long term = former.term();

      cluster.kill(former);
      Masters.Master next = cluster.successor(former, term);

      assertTrue(Strays.runs(pid), "the task runs on");
      assertEquals(before, remembered(next.client()));
      assertEquals(0, next.client().run("run", "--", "true").status());
      gate.open();
      Result result = followed.end();
      assertEquals(7, result.status(), result.toString());
      assertEquals("pid " + pid + "\nafter\n", result.out());
    }
  }

  @Test
  void aLeaderThatEndsHandsOver() throws Exception {
    cluster = Masters.start(dir, 3, 2, "10m");
    for (int time = 1; time <= 2; time++) {
      Masters.Master former = cluster.leader();
      Masters.Master other = cluster.standbys().getLast();
      Gate gate = new Gate(dir.resolve("gate" + time));
      String running = former.client().detached("--", "sh", "-c", gate.script() + "; exit 7");
      List<String> before = remembered(former.client());
      long term = former.term();

      Result ended = cluster.stop(former);

      assertEquals(new Result(143, ended.out(), ""), ended);
      Masters.Master next = cluster.successor(former, term);
      assertEquals(term + 1, next.term(), "nobody had to be removed");
      assertEquals(before, remembered(next.client()));
      next.client().awaitState(running, "RUNNING");
      assertEquals(0, other.client().run("run", "--", "true").status());
      gate.open();
      assertEquals(7, next.client().awaitState(running, "FAILED").path("exit").asInt());
    }
    // Who comes later stands by, and sends callers to the leader.
    Masters.Master late = cluster.startMaster();
    assertFalse(late.leads());
    assertEquals(3, late.client().run("run", "--", "sh", "-c", "exit 3").status());
  }

  @Test
  void everyCommandRunsOnceWhileLeadersAreKilled() throws Exception {
    cluster = Masters.start(dir, 3, 2, "10m");
    Path marks = dir.resolve("marks");
    try (Customers customers = Customers.start(cluster::doors, marks, 8)) {
      for (int time = 1; time <= 2; time++) {
        customers.awaitMore(10);
        Masters.Master former = cluster.leader();
        long term = former.term();
        cluster.kill(former);
        cluster.successor(former, term);
        cluster.startMaster();
      }
      customers.awaitMore(10);
      customers.end();
      assertEquals(List.of(), customers.wrong());
      assertEquals(
          customers.done().stream().sorted().toList(),
          Files.readAllLines(marks).stream().sorted().toList());
    }
  }

  /** Agents, frameworks, and runs with their ends: what the registry keeps. */
  private static List<String> remembered(Client leader) {
    List<String> all = new ArrayList<>();
    leader.get("/agents").path("agents").forEach(agent -> all.add(agent.path("id").asText()));
    leader.get("/frameworks").path("frameworks").forEach(one -> all.add(one.path("id").asText()));
    for (JsonNode run : leader.get("/run")) {
      all.add(run.path("id") + " exit " + run.path("exit") + " task " + run.path("task"));
    }
    assertTrue(all.size() > 3, all.toString());
    return all;
  }
}
