package cuesta.launcher.posix;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends signals to processes, never to a later process of the same number. */
final class Kill {
  static final int SIGKILL = 9;
  static final int SIGTERM = 15;

  private Kill() {}

  static void send(int signal, List<Proc> targets) throws IOException, InterruptedException {
    if (signal == SIGKILL || signal == SIGTERM) {
      targets.forEach(target -> destroy(target, signal == SIGKILL));
      return;
    }
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", "kill -\"$0\" \"$@\""));
    argv.add(Integer.toString(signal));
    for (Proc target : targets) {
      if (isStill(target)) {
        argv.add(Integer.toString(target.pid()));
      }
    }
    if (argv.size() > 4 && Run.status(argv) != 0 && targets.stream().anyMatch(Kill::isStill)) {
      throw new IOException("signal " + signal + " did not reach all of " + targets);
    }
  }

  /** The two signals that Java can send by itself. */
  private static void destroy(Proc target, boolean forcibly) {
    Optional<ProcessHandle> handle = ProcessHandle.of(target.pid());
    // Compared after the handle was taken: the handle then stands for the process that was found.
    if (handle.isPresent() && isStill(target)) {
      if (forcibly) {
        handle.get().destroyForcibly();
      } else {
        handle.get().destroy();
      }
    }
  }

  private static boolean isStill(Proc target) {
    return Proc.of(target.pid()).filter(now -> now.start() == target.start()).isPresent();
  }
}
