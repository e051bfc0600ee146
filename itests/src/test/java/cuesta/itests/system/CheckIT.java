package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import cuesta.itests.CheckedServer;
import cuesta.itests.Jars;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server, looked at by its agent: by HTTP and by a command in its container. */
class CheckIT {
  @TempDir Path dir;
  private Dev dev;

  @BeforeEach
  void start() throws Exception {
    Process python = new ProcessBuilder("sh", "-c", "command -v python3").start();
    assumeTrue(python.waitFor() == 0, "skipped: there is no python3 to serve with");
    dev = Dev.start(dir);
  }

  @AfterEach
  void stop() throws Exception {
    if (dev != null) {
      dev.close();
    }
  }

  @Test
  void readinessIsToldBothWaysAcrossARestartAndWhoIsNotWellIsKilledWithTheReason()
      throws Exception {
    dev.drop("checked.jar", Jars.checkedServer());
    await("healthy", "true");
    assertEquals("false", task().path("ready").asText(), "nobody has opened it yet");
    awaitShown("RUNNING (not ready)");

    ask("/open");
    await("ready", "true");
    assertTrue(!ps().contains("not ready"), this::ps);

    dev.stop();
    dev.start();
    await("ready", "true");
    ask("/close");
    await("ready", "false");
    assertEquals("NOT_READY", task().at("/reason/code").asText());
    assertTrue(
        task()
            .at("/reason/detail")
            .asText()
            .matches("2 tries in a row failed; the last: the command ended with 4: shut"),
        () -> "" + task());
    ask("/open");
    await("ready", "true");

    ask("/break");
    await("state", "KILLED");
    JsonNode end = task();
    assertEquals("UNHEALTHY", end.at("/reason/code").asText());
    assertTrue(
        end.at("/reason/detail")
            .asText()
            .matches(
                "2 tries in a row failed; the last: 500 from http://127.0.0.1:\\d+/health:"
                    + " the database is gone"),
        end::toString);
    assertEquals("false false", end.path("healthy").asText() + " " + end.path("ready").asText());
  }

  /** Live or ended. */
  private JsonNode task() {
    for (JsonNode task :
        dev.client().get("/tasks?all=true&id=" + CheckedServer.TASK).path("tasks")) {
      return task;
    }
    return dev.client().get("/nowhere");
  }

  private void await(String field, String value) throws Exception {
    Await.until(
        field + " becomes " + value, () -> task().path(field).asText().equals(value), this::task);
  }

  private void awaitShown(String shown) throws Exception {
    Await.until("ps shows " + shown, () -> ps().contains(shown), this::ps);
  }

  private String ps() {
    try {
      return dev.client().run("ps").out();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void ask(String path) throws IOException {
    Matcher port = Pattern.compile("\\d+").matcher(task().at("/resources/ports").toString());
    assertTrue(port.find(), () -> "" + task());
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + port.group() + path).toURL().openConnection();
    assertEquals(200, connection.getResponseCode(), () -> path + " of " + task());
    connection.disconnect();
  }
}
