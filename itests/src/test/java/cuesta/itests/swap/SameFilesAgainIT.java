package cuesta.itests.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import cuesta.contracts.Await;
import cuesta.itests.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that starts with the files of its predecessor ends with the same allocator. */
class SameFilesAgainIT {
  private static final Pattern READY = Pattern.compile("(?m)^ready: (\\S+),");

  @TempDir Path dir;

  /** Neither the names nor the times of the files tell the order: it was kept. */
  @Test
  void theLatestDeployedWinsAgain() throws Exception {
    String before;
    try (Dev dev = new Dev(dir)) {
      dev.awaitWinner("");
      dev.deploy("zebra.jar", Jars.rebuilt(Jars.DRF, 1));
      dev.deploy("ant.jar", Jars.rebuilt(Jars.FIFO, 2));
      Files.setLastModifiedTime(dev.plugin("zebra.jar"), FileTime.from(Instant.now()));
      before = dev.winner().toString();
    }
    try (Dev dev = new Dev(dir)) {
      dev.awaitWinner("ant.jar");
      assertEquals("fifo", dev.winner().path("name").asText(), before);
      Files.delete(dev.plugin("ant.jar"));
      dev.awaitWinner("zebra.jar");
      assertEquals("drf", dev.winner().path("name").asText());
    }
  }

  /** {@code cuesta dev} as a process, which ends when this is closed. */
  private static final class Dev implements AutoCloseable {
    private final Path work;
    private final Path out;
    private final Process process;
    private final Runs client;

    Dev(Path dir) throws Exception {
      work = dir.resolve("d");
      out = dir.resolve("out");
      Path home = Path.of(System.getProperty("cuesta.home")).normalize();
      ProcessBuilder builder =
          new ProcessBuilder(
              List.of(
                  home.resolve("bin/cuesta").toString(),
                  "dev",
                  "--port",
                  "0",
                  "--dir",
                  work.toString(),
                  "--isolation",
                  "posix"));
      builder.environment().put("CUESTA_JDK", System.getProperty("java.home"));
      process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
      try {
        Await.until("it is ready", () -> ready().find() || !process.isAlive(), this::printed);
        Matcher ready = ready();
        assertTrue(ready.find(), printed());
        client = new Runs(ready.group(1), Files.readString(work.resolve("cluster.key")).strip());
      } catch (Exception | Error e) {
        end();
        throw e;
      }
    }

    private Matcher ready() {
      return READY.matcher(printed());
    }

    private String printed() {
      try {
        return Files.readString(out);
      } catch (IOException e) {
        return e.toString();
      }
    }

    Path plugin(String file) {
      return work.resolve("plugins").resolve(file);
    }

    void deploy(String file, byte[] jar) throws Exception {
      Path part = Files.write(plugin("." + file), jar);
      Files.move(part, plugin(file), StandardCopyOption.ATOMIC_MOVE);
      awaitWinner(file);
    }

    /** Waits for the allocator of a file; no file is the distribution's. */
    void awaitWinner(String file) throws Exception {
      Await.until(
          "the allocator of '" + file + "' is current",
          () -> winner().path("file").asText("none").equals(file),
          this::printed);
    }

    JsonNode winner() throws Exception {
      JsonNode plugins = client.get("/plugins");
      for (JsonNode row : plugins.path("plugins")) {
        if (row.path("slot").asText().equals("allocator")
            && row.path("state").asText().equals("CURRENT")) {
          return row;
        }
      }
      return plugins;
    }

    @Override
    public void close() {
      client.close();
      end();
    }

    private void end() {
      process.destroy();
      process.onExit().join();
    }
  }
}
