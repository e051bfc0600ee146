package cuesta.itests.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry that cannot be read is said in one line and left as it is; once it is put right, all
 * is there again.
 */
class BadRegistryIT {
  /** Where a frame holds its format: magic, kind, format. */
  private static final int FORMAT = 4;

  @TempDir Path dir;
  private Dev dev;

  @AfterEach
  void stop() throws Exception {
    if (dev != null) {
      dev.close();
    }
  }

  @Test
  void newerOrHalfWritten() throws Exception {
    dev = Dev.start(dir);
    assertEquals(5, dev.client().run("run", "--", "sh", "-c", "exit 5").status());
    String run = dev.client().get("/run").at("/0/id").asText();
    dev.stop();

    byte[] head = change(StoredRegistry.HEAD, BadRegistryIT::newer);
    assertRefused("dev", "DATA_NEWER", StoredRegistry.HEAD, "--agents", "1");
    assertRefused("master", "DATA_NEWER", StoredRegistry.HEAD, "--link-port", "0");
    change(StoredRegistry.HEAD, now -> head);

    byte[] batch = change(StoredRegistry.FIRST_BATCH, BadRegistryIT::half);
    assertRefused("dev", "DATA_CORRUPT", StoredRegistry.FIRST_BATCH, "--agents", "1");
    change(StoredRegistry.FIRST_BATCH, now -> batch);

    dev.start();
    assertEquals(5, dev.client().get("/run/" + run).path("exit").asInt());
  }

  private interface Edit {
    byte[] of(byte[] data);
  }

  private static byte[] newer(byte[] frame) {
    byte[] newer = frame.clone();
    newer[FORMAT] = 99;
    return newer;
  }

  private static byte[] half(byte[] frame) {
    return Arrays.copyOf(frame, frame.length / 2);
  }

  /** Returns what was there. */
  private byte[] change(String path, Edit edit) throws Exception {
    try (StoredRegistry stored =
        StoredRegistry.open(dev.work(), dev.work().resolve("cluster.key"))) {
      byte[] before = stored.read(path);
      stored.write(path, edit.of(before));
      return before;
    }
  }

  private byte[] read(String path) throws Exception {
    return change(path, now -> now);
  }

  private void assertRefused(String command, String code, String path, String... more)
      throws Exception {
    byte[] before = read(path);
    String work = dev.work().toString();
    List<String> arguments = new ArrayList<>(List.of(command, "--port", "0"));
    arguments.addAll(
        command.equals("dev")
            ? List.of("--dir", work)
            : List.of("--work-dir", work, "--cluster-key", work + "/cluster.key"));
    arguments.addAll(List.of(more));
    try (Program program = Program.start(dir, Map.of(), arguments)) {
      Result result = program.end();
      assertEquals(125, result.status(), result.toString());
      assertTrue(result.err().matches("cuesta: " + code + "[^\\n]+\\n"), result.err());
      assertTrue(result.err().contains(path), result.err());
    }
    assertArrayEquals(before, read(path), "left as it was");
  }
}
