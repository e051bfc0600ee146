package cuesta.election.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldFilesTest {
  @TempDir Path folder;

  private void make(String... names) throws IOException {
    for (String name : names) {
      Files.createFile(folder.resolve(name));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void threeSnapshotsAndTheLogsAfterThemStay() throws IOException {
    make("snapshot.0", "snapshot.9", "snapshot.1f", "snapshot.2a", "snapshot.ff");
    make("log.1", "log.a", "log.1e", "log.20", "log.2b", "log.100", "other", "acceptedEpoch");
    OldFiles.remove(folder);
    assertEquals(
        List.of(
            "acceptedEpoch",
            "log.100",
            "log.1e",
            "log.20",
            "log.2b",
            "other",
            "snapshot.1f",
            "snapshot.2a",
            "snapshot.ff"),
        names());
  }

  @Test
  void aYoungServerKeepsEverything() throws IOException {
    make("snapshot.0", "snapshot.9", "snapshot.1f", "log.1", "log.a");
    OldFiles.remove(folder);
    assertEquals(5, names().size());
    OldFiles.remove(folder.resolve("not there yet"));
  }
}
