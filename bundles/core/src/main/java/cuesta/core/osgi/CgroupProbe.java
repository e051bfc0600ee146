package cuesta.core.osgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether cgroups can be written here, for {@code --isolation auto}. The isolator itself looks
 * closer, and refuses with its reason.
 */
final class CgroupProbe {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  private CgroupProbe() {}

  static boolean isUsable() {
    try {
      return isUsable(Files.readAllLines(MOUNTS));
    } catch (IOException e) {
      return false;
    }
  }

  /** A line is {@code … mount-point … - type source options}. */
  private static boolean isUsable(List<String> mounts) {
    boolean memory = false;
    boolean cpu = false;
    for (String line : mounts) {
      String[] halves = line.split(" - ", 2);
      String[] left = halves[0].split(" ");
      if (halves.length < 2 || left.length < 5 || !Files.isWritable(Path.of(left[4]))) {
        continue;
      }
      if (halves[1].startsWith("cgroup2 ")) {
        Path controllers = Path.of(left[4], "cgroup.controllers");
        memory |= holds(controllers, "memory");
        cpu |= holds(controllers, "cpu");
      } else if (halves[1].startsWith("cgroup ")) {
        List<String> options = List.of(halves[1].split("[ ,]"));
        memory |= options.contains("memory");
        cpu |= options.contains("cpu");
      }
    }
    return memory && cpu;
  }

  private static boolean holds(Path controllers, String name) {
    try {
      return List.of(Files.readString(controllers).strip().split(" ")).contains(name);
    } catch (IOException e) {
      return false;
    }
  }
}
