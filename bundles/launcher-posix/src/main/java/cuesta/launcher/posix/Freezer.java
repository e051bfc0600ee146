package cuesta.launcher.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Holds a container still while it is killed, so that it cannot fork away from the list. Optional:
 * without one, killing is repeated until nothing is left.
 */
final class Freezer {
  private static final Duration PATIENCE =
      Duration.ofSeconds(1); // a process in an I/O wait stays warm

  private final Path file;
  private final String frozen;
  private final String thawed;

  private Freezer(Path file, String frozen, String thawed) {
    this.file = file;
    this.frozen = frozen;
    this.thawed = thawed;
  }

  static Optional<Freezer> of(List<Path> cgroups) {
    for (Path cgroup : cgroups) {
      if (Files.exists(cgroup.resolve("freezer.state"))) {
        return Optional.of(new Freezer(cgroup.resolve("freezer.state"), "FROZEN", "THAWED"));
      }
      if (Files.exists(cgroup.resolve("cgroup.freeze"))) {
        return Optional.of(new Freezer(cgroup.resolve("cgroup.freeze"), "1", "0"));
      }
    }
    return Optional.empty();
  }

  /** Best effort: what does not freeze in time is killed all the same. */
  void freeze() throws IOException, InterruptedException {
    Files.writeString(file, frozen);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isFrozen() && System.nanoTime() - deadline < 0) {
      Thread.sleep(Duration.ofMillis(1));
    }
  }

  private boolean isFrozen() throws IOException {
    if (frozen.equals("1")) {
      return Files.readString(file.resolveSibling("cgroup.events")).contains("frozen 1");
    }
    return Files.readString(file).strip().equals(frozen);
  }

  void thaw() throws IOException {
    Files.writeString(file, thawed);
  }
}
