package cuesta.cli;

import static cuesta.cli.FakeMaster.ok;
import static cuesta.cli.FakeMaster.redirect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A standby that is asked while a leader has just died. */
@Timeout(60)
class LeaderTest {
  private final FakeMaster leader = new FakeMaster();
  private final FakeMaster standby = new FakeMaster();
  private String dead;
  private Invocation cuesta;

  @BeforeEach
  void die(@TempDir Path home) throws IOException {
    cuesta = new Invocation(home).env("CUESTA_MASTER", standby.url());
    try (FakeMaster gone = new FakeMaster()) {
      dead = gone.url();
    }
  }

  @AfterEach
  void stop() {
    leader.close();
    standby.close();
  }

  @Test
  void aCommandOfAFrameworkWaitsForTheNext() {
    standby.on("GET /cron/cli", redirect(dead), redirect(dead), redirect(leader.url()));
    leader.on(
        "GET /cron/cli",
        ok(
            "{\"commands\":[{\"name\":\"list\",\"method\":\"GET\",\"path\":\"jobs\","
                + "\"show\":{\"line\":\"{said}\"}}]}"));
    leader.on("GET /cron/jobs", ok("{\"said\":\"none\"}"));
    assertEquals(0, cuesta.run("cron", "list"), cuesta::err);
    assertEquals("none\n", cuesta.out());
    assertEquals(List.of("GET /cron/cli", "GET /cron/jobs"), leader.calls());
  }

  @Test
  void othersSayThatItPasses() {
    standby.on("GET /agents", redirect(dead));
    assertEquals(1, cuesta.run("agents"));
    assertTrue(cuesta.err().contains("nothing answers at " + dead), cuesta.err());
    assertTrue(cuesta.err().contains("another master does within seconds"), cuesta.err());
  }
}
