package cuesta.isolator.cgroups;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory which behaves as the kernel's: control files come and go with their group. */
final class FakeTree extends Tree {
  static final List<String> FILES =
      List.of(
          "cgroup.procs",
          "cgroup.subtree_control",
          "cgroup.freeze",
          "cpu.max",
          "cpu.weight",
          "memory.max",
          "memory.current",
          "memory.events",
          "memory.peak",
          "cpu.stat");

  @Override
  void make(Path group) throws IOException {
    boolean made = !Files.exists(group);
    super.make(group);
    if (made) {
      for (String file : FILES) {
        Files.createFile(group.resolve(file));
      }
    }
  }

  @Override
  void removeOne(Path group) throws IOException {
    try (Stream<Path> files = Files.list(group)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    super.removeOne(group);
  }
}
