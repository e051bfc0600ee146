package cuesta.election.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Removes snapshots and transaction logs of the embedded server that it does not need any more.
 * ZooKeeper's own purge does the same but prints to the standard output, which is the user's.
 */
final class OldFiles {
  /** As many as ZooKeeper itself keeps at least: the newest may be torn by a crash. */
  private static final int SNAPSHOTS = 3;

  private OldFiles() {}

  static void remove(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    TreeMap<Long, Path> snapshots = byTransaction(folder, "snapshot.");
    if (snapshots.size() <= SNAPSHOTS) {
      return;
    }
    List<Long> numbers = new ArrayList<>(snapshots.keySet());
    long oldestKept = numbers.get(numbers.size() - SNAPSHOTS);
    TreeMap<Long, Path> logs = byTransaction(folder, "log.");
    // A log is named by its first transaction: the one begun before the snapshot may go on beyond
    // it.
    Long firstNeeded = logs.floorKey(oldestKept);
    List<Path> old = new ArrayList<>(snapshots.headMap(oldestKept).values());
    if (firstNeeded != null) {
      old.addAll(logs.headMap(firstNeeded).values());
    }
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
  }

  private static TreeMap<Long, Path> byTransaction(Path folder, String prefix) throws IOException {
    TreeMap<Long, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String name = file.getFileName().toString();
        if (name.matches(prefix.replace(".", "\\.") + "[0-9a-f]{1,16}")) {
          files.put(Long.parseUnsignedLong(name.substring(prefix.length()), 16), file);
        }
      }
    }
    return files;
  }
}
