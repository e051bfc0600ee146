package cuesta.isolator.cgroups;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the kernel shows its cgroup hierarchies to this process.
 *
 * @param v1 by controller
 * @param v2 the unified one, if it is mounted
 */
record Mounts(SortedMap<String, Path> v1, Optional<Path> v2) {
  private static final List<String> CONTROLLERS = List.of("cpu", "cpuacct", "memory", "freezer");
  private static final int MOUNT_POINT = 4;

  /** Reads {@code /proc/self/mountinfo}; {@code /proc/cgroups} only says what the kernel has. */
  static Mounts parse(List<String> mountinfo) {
    SortedMap<String, Path> v1 = new TreeMap<>();
    Optional<Path> v2 = Optional.empty();
    for (String line : mountinfo) {
      int separator = line.indexOf(" - ");
      String[] before = line.substring(0, Math.max(0, separator)).split(" ");
      String[] after = line.substring(separator + 3).split(" ");
      if (separator < 0 || before.length <= MOUNT_POINT) {
        continue;
      }
      Path place = Path.of(unescaped(before[MOUNT_POINT]));
      if (after[0].equals("cgroup2") && v2.isEmpty()) {
        v2 = Optional.of(place);
      } else if (after[0].equals("cgroup")) {
        List<String> options = List.of(after[after.length - 1].split(","));
        CONTROLLERS.stream().filter(options::contains).forEach(c -> v1.putIfAbsent(c, place));
      }
    }
    return new Mounts(v1, v2);
  }

  /** The kernel writes white space and backslashes as octal numbers. */
  private static String unescaped(String text) {
    return text.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
