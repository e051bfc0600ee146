package cuesta.launcher.posix;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reaches the processes of containers. The supervisor itself is never signalled: it has the exit
 * status to write, and ends by itself when the command has.
 */
final class Signalling {
  private static final Duration PATIENCE = Duration.ofSeconds(10); // of the 30 s a call may take
  private static final Set<Integer> FATAL = Set.of(1, 2, 3, Kill.SIGKILL, Kill.SIGTERM);

  private final Layout layout;
  private final boolean sessions;
  private final Orphans orphans = new Orphans();

  /** With {@code sessions} each command leads one, which tells that it is past its shell. */
  Signalling(Layout layout, boolean sessions) {
    this.layout = layout;
    this.sessions = sessions;
  }

  /** True if the container has ended by this very call, before it began. */
  boolean signal(Container container, int signal, boolean wholeTree, OptionalInt reaper)
      throws IOException, InterruptedException {
    if (layout.progress(container.file()).status().isPresent()) {
      if (wholeTree) {
        remains(container, signal, reaper);
      }
      return false;
    }
    if (FATAL.contains(signal) && fence(container.file())) {
      layout.status(container.file(), 128 + signal);
      return true;
    }
    Optional<Claim> supervisor = awaitSupervisor(container);
    if (supervisor.isEmpty() || supervisor.get().pid() == 0) {
      return false;
    }
    if (wholeTree && signal == Kill.SIGKILL) {
      killAll(container, supervisor);
    } else {
      Kill.send(signal, awaitTargets(container, supervisor.get(), wholeTree));
    }
    return false;
  }

  /** Takes the launch away from its supervisor, unless that owns it already. */
  boolean fence(String file) throws IOException {
    try {
      Files.writeString(layout.run(file), Claim.FENCED.text(), StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private void remains(Container container, int signal, OptionalInt reaper)
      throws IOException, InterruptedException {
    boolean none =
        container.cgroups().isEmpty()
            && orphans.of(container.id(), reaper).filter(List::isEmpty).isPresent();
    if (none) {
      return;
    }
    if (signal == Kill.SIGKILL) {
      killAll(container, layout.progress(container.file()).claim());
    } else {
      Kill.send(signal, Members.of(container, layout.progress(container.file()).claim()));
    }
  }

  private Optional<Claim> awaitSupervisor(Container container)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<Claim> claim = layout.progress(container.file()).claim();
    while (claim.isEmpty() && Files.exists(layout.launch(container.file()))) {
      pause(deadline, container);
      claim = layout.progress(container.file()).claim();
    }
    return claim;
  }

  /** Between its first breath and its fork, a supervisor has nobody who could be signalled. */
  private List<Proc> awaitTargets(Container container, Claim supervisor, boolean wholeTree)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Proc> targets =
          wholeTree ? Members.of(container, Optional.of(supervisor)) : Members.command(supervisor);
      boolean ready = targets.stream().anyMatch(target -> isCommand(target, supervisor));
      if (ready || !supervisor.isAlive()) {
        return targets;
      }
      pause(deadline, container);
    }
  }

  /** A shell that has just forked still has the supervisor's handlers, which swallow the signal. */
  private boolean isCommand(Proc target, Claim supervisor) {
    return !sessions || target.ppid() != supervisor.pid() || target.session() == target.pid();
  }

  /** Repeated, since processes fork while one looks; over when the supervisor has ended, too. */
  private void killAll(Container container, Optional<Claim> supervisor)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Proc> members = Members.of(container, supervisor);
      if (!members.isEmpty()) {
        killOnce(container, supervisor, members);
      } else if (layout.progress(container.file()).status().isPresent()
          || supervisor.filter(Claim::isAlive).isEmpty()) {
        // Otherwise it is alone, but may be about to fork: then there is one more to kill.
        return;
      }
      pause(deadline, container);
    }
  }

  private void killOnce(Container container, Optional<Claim> supervisor, List<Proc> members)
      throws IOException, InterruptedException {
    Optional<Freezer> freezer =
        members.size() > 1 ? Freezer.of(container.cgroups()) : Optional.empty();
    if (freezer.isEmpty()) {
      Kill.send(Kill.SIGKILL, members);
      return;
    }
    freezer.get().freeze();
    try {
      Kill.send(Kill.SIGKILL, Members.of(container, supervisor));
    } finally {
      freezer.get().thaw();
    }
  }

  private static void pause(long deadline, Container container)
      throws IOException, InterruptedException {
    if (System.nanoTime() - deadline > 0) {
      throw new IOException(
          "processes of container %s are left after %d s"
              .formatted(container.id(), PATIENCE.toSeconds()));
    }
    Thread.sleep(Duration.ofMillis(1));
  }
}
