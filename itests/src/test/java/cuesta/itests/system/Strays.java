package cuesta.itests.system;

import cuesta.contracts.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes below a test's own directory. Tasks, supervisors and resident shells outlive their
 * agent by design, so a test which kills agents must end them by itself.
 */
final class Strays {
  private Strays() {}

  /** Ends all processes whose arguments or environment name the directory. */
  static void end(Path dir) throws Exception {
    Await.until(
        "the processes of " + dir + " end",
        () -> {
          List<ProcessHandle> left = of(dir);
          left.forEach(ProcessHandle::destroyForcibly);
          return left.isEmpty();
        },
        () -> of(dir));
  }

  /** Whether a process runs: one that is dead and only not yet reaped does not. */
  static boolean runs(long pid) {
    String stat = read(pid, "stat");
    int name = stat.lastIndexOf(')');
    return name >= 0 && "ZX".indexOf(stat.charAt(name + 2)) < 0;
  }

  private static List<ProcessHandle> of(Path dir) {
    String name = dir.toString() + "/";
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> process.pid() != ProcessHandle.current().pid())
          .filter(
              process ->
                  read(process.pid(), "cmdline").contains(name)
                      || read(process.pid(), "environ").contains(name))
          .filter(process -> runs(process.pid()))
          .toList();
    }
  }

  /** Empty if the process is gone or another user's. */
  private static String read(long pid, String file) {
    try {
      Path path = Path.of("/proc", Long.toString(pid), file);
      return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
