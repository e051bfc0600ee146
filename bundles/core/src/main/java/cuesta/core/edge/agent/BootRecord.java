package cuesta.core.edge.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Whether the machine was started anew since the agent last settled what was lost by that. Recorded
 * only when all of it is settled, so that an agent that dies halfway settles the rest next time.
 */
final class BootRecord {
  private static final Path CURRENT = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path file;
  private final String now;
  private boolean recorded;

  BootRecord(Path meta) throws IOException {
    this(meta.resolve("boot_id"), Files.exists(CURRENT) ? Files.readString(CURRENT).strip() : "");
  }

  BootRecord(Path file, String now) throws IOException {
    this.file = file;
    this.now = now;
    recorded = Files.exists(file) && Files.readString(file).strip().equals(now);
  }

  /** True if another boot is recorded; a directory without any record has nothing to lose. */
  boolean isRebooted() {
    return !recorded && Files.exists(file);
  }

  /** What the reboot ended is settled. */
  void settled() {
    if (recorded) {
      return;
    }
    try {
      Path part = file.resolveSibling("boot_id.part");
      Files.writeString(part, now + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      recorded = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // housekeeping logs it and comes again
    }
  }
}
