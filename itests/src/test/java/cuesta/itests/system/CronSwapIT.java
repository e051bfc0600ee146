package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import cuesta.itests.Jars;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A framework that is no part of the distribution is dropped into a running cluster. */
class CronSwapIT {
  private static final String FILE = "cron.jar";
  private static final int SWAPS = 10;

  @TempDir Path dir;
  private Dev dev;

  @BeforeEach
  void start() throws Exception {
    dev = Dev.start(Distributions.without(dir.resolve("home"), "framework-cron.jar"), dir);
  }

  @AfterEach
  void stop() throws Exception {
    dev.close();
  }

  @Test
  void noInstantIsLostWhileItIsReplaced() throws Exception {
    Client client = dev.client();
    assertNotEquals(0, client.run("cron", "list").status(), "it is not there yet");
    deploy(0);
    Ticking job = Ticking.add(client, "tick", dir);
    for (int build = 1; build <= SWAPS; build++) {
      job.awaitMore(client, 2);
      deploy(build);
    }
    job.awaitMore(client, 2);
    assertTrue(job.assertEachOnce(client) > 2 * SWAPS);
  }

  @Test
  void removedItWaitsAndGoesOn() throws Exception {
    Client client = dev.client();
    deploy(0);
    Ticking job = Ticking.add(client, "tick", dir);
    job.awaitMore(client, 3);

    Files.delete(dev.plugin(FILE));
    Await.until("cron is gone", () -> !cron().path("connected").asBoolean(), this::cron);

    assertEquals(0, client.run("run", "--", "true").status(), "the cluster runs on");
    Result gone = client.run("cron", "list");
    assertNotEquals(0, gone.status());
    assertTrue(gone.err().contains("cron"), gone.toString());
    Result said = client.run("frameworks");
    assertTrue(said.out().contains("FRAMEWORK_DISCONNECTED"), said.toString());

    deploy(1);
    job.awaitMore(client, 3);
    job.assertEachOnce(client);
  }

  /** Copies a build of it into the plugins folder and waits until that one serves. */
  private void deploy(int build) throws Exception {
    long former = serving();
    dev.drop(FILE, Jars.rebuilt(Jars.CRON, build));
    Await.until(
        "build " + build + " serves",
        () -> serving() != former && cron().path("connected").asBoolean(),
        () -> dev.client().get("/plugins"));
  }

  private JsonNode cron() {
    for (JsonNode one : dev.client().get("/frameworks").path("frameworks")) {
      if (one.path("name").asText().equals("cron")) {
        return one;
      }
    }
    return Result.json("{}");
  }

  private long serving() {
    for (JsonNode row : dev.client().get("/plugins").path("plugins")) {
      if (row.path("name").asText().equals("cron")
          && row.path("state").asText().equals("CURRENT")) {
        return row.path("bundle_id").asLong();
      }
    }
    return -1;
  }
}
