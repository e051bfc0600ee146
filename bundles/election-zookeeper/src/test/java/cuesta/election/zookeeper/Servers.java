package cuesta.election.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Servers which live as long as a test class. */
final class Servers {
  private Servers() {}

  static Path directory() throws IOException {
    return Files.createTempDirectory(Path.of("target"), "zookeeper").toAbsolutePath();
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
