package cuesta.itests.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something a task waits for until the test opens it, with nothing of Cuesta between them. */
record Gate(Path file) {
  /** A line of shell which returns when the gate is open. */
  String script() {
    return "until [ -e '" + file + "' ]; do sleep 0.05; done";
  }

  void open() throws IOException {
    Files.createFile(file);
  }
}
