package cuesta.itests.system;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A named pipe that many tasks wait at, without any work, until the test opens it. */
record Pipe(Path file) {
  static Pipe make(Path file) throws IOException, InterruptedException {
    int status = new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
    if (status != 0) {
      throw new IOException("mkfifo " + file + " ended with " + status);
    }
    return new Pipe(file);
  }

  /**
   * Whoever waits to open it for reading goes on, and reads its end. Who comes later waits: call it
   * until all are through.
   */
  void open() throws IOException {
    // For both, or it would wait for a reader.
    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
  }
}
