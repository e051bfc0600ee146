package cuesta.core.osgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The cluster key as the launcher left it. */
final class KeyFile {
  private KeyFile() {}

  static String read(String file) throws IOException {
    if (file.isEmpty()) {
      throw new IOException("key.file is not configured; name the file with the cluster key");
    }
    return Files.readString(Path.of(file)).strip();
  }
}
