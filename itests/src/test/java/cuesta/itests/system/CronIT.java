package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cuesta.contracts.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs live longer than whoever leads. */
class CronIT {
  @TempDir Path dir;
  private AutoCloseable cluster = () -> {};

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void noInstantIsLostWhenTheLeaderIsKilled() throws Exception {
    Masters masters = Masters.start(dir, 3, 2, "10m");
    cluster = masters::close;
    Client client = masters.standbys().getFirst().client();
    Ticking job = Ticking.add(client, "tick", dir);
    job.awaitMore(masters.leader().client(), 5);

    Masters.Master former = masters.leader();
    long term = former.term();
    masters.kill(former);
    Client next = masters.successor(former, term).client();

    job.awaitMore(next, 5);
    assertTrue(job.assertEachOnce(next) >= 10);
  }

  @Test
  void everythingIsFoundAgainAfterARestart() throws Exception {
    Dev dev = Dev.start(dir);
    cluster = dev::close;
    Ticking job = Ticking.add(dev.client(), "tick", dir);
    job.awaitMore(dev.client(), 3);
    assertEquals(
        0,
        dev.client().run("cron", "add", "other", "--schedule", "@yearly", "--", "false").status());
    assertEquals(0, dev.client().run("cron", "run", "other").status());
    String before = settled(dev.client());

    dev.stop();
    dev.start();

    assertEquals(before, settled(dev.client()));
    job.awaitMore(dev.client(), 3);
    job.assertEachOnce(dev.client());
    Result last = dev.client().run("cron", "logs", "tick");
    assertTrue(last.out().startsWith("for tick@"), last.toString());
  }

  /** A job whose one run has failed, and what is known of that. */
  private static String settled(Client client) throws Exception {
    client.awaitAgents(2);
    Await.until(
        "the run has ended, and its output is kept",
        () -> client.get("/cron/jobs/other/runs").at("/runs/0/output").asText().equals("kept"),
        () -> client.get("/cron/jobs/other/runs"));
    return client.get("/cron/jobs/other") + "\n" + client.get("/cron/jobs/other/runs");
  }
}
