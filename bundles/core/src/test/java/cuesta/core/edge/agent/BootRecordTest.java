package cuesta.core.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootRecordTest {
  @TempDir Path dir;

  private BootRecord at(String boot) throws IOException {
    return new BootRecord(dir.resolve("boot_id"), boot);
  }

  @Test
  void aNewDirectoryHasNothingToLose() throws IOException {
    assertFalse(at("one").isRebooted());
  }

  @Test
  void anotherProcessIsNoReboot() throws IOException {
    at("one").settled();
    assertFalse(at("one").isRebooted());
  }

  @Test
  void aRebootIsToldUntilItIsSettled() throws IOException {
    at("one").settled();
    assertTrue(at("two").isRebooted());
    assertTrue(at("two").isRebooted(), "the process before died halfway");
    at("two").settled();
    assertFalse(at("two").isRebooted());
    assertEquals("two\n", Files.readString(dir.resolve("boot_id")));
  }
}
