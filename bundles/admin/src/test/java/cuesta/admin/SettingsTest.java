package cuesta.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir private Path directory;

  private String problem(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), content);
    return assertThrows(IOException.class, () -> Settings.key(file)).getMessage();
  }

  @Test
  void aKeyIsOneLine() throws IOException {
    assertEquals("00ff", Settings.key(Files.writeString(directory.resolve("key"), "00ff\n")));
    assertTrue(problem("").contains("must hold one line"));
    assertTrue(problem("a\nb").contains("must hold one line"));
  }

  @Test
  void aMissingKeyNamesTheFile() {
    Path missing = directory.resolve("missing");
    String message = assertThrows(IOException.class, () -> Settings.key(missing)).getMessage();
    assertTrue(message.contains("key.file " + missing), message);
  }
}
