package cuesta.launcher.posix;

import cuesta.api.launcher.LaunchSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which processes belong to a container, its supervisor left out. */
final class Members {
  private Members() {}

  /** All of them: what its cgroup holds, or else what descends from it or carries its marker. */
  static List<Proc> of(Container container, Optional<Claim> supervisor) throws IOException {
    Optional<Path> cgroup = container.cgroups().stream().filter(Files::isDirectory).findFirst();
    if (cgroup.isEmpty()) {
      return inProc(container, supervisor);
    }
    List<Proc> members = new ArrayList<>();
    collect(cgroup.get(), supervisor, members);
    return members;
  }

  /** The command alone: what the supervisor itself has started. */
  static List<Proc> command(Claim supervisor) throws IOException {
    Optional<List<Integer>> children = Proc.children(supervisor.pid());
    if (children.isPresent()) {
      return children.get().stream()
          .flatMap(pid -> Proc.of(pid).stream())
          .filter(proc -> proc.ppid() == supervisor.pid() && !proc.isDead())
          .toList();
    }
    return Proc.all().stream().filter(proc -> proc.ppid() == supervisor.pid()).toList();
  }

  private static void collect(Path cgroup, Optional<Claim> supervisor, List<Proc> into)
      throws IOException {
    try {
      for (String line : Files.readAllLines(cgroup.resolve("cgroup.procs"))) {
        int pid = Integer.parseInt(line);
        if (supervisor.filter(claim -> claim.pid() == pid).isEmpty()) {
          Proc.of(pid).filter(proc -> !proc.isDead()).ifPresent(into::add);
        }
      }
      // A task may divide its own group further.
      try (DirectoryStream<Path> below = Files.newDirectoryStream(cgroup, Files::isDirectory)) {
        for (Path child : below) {
          collect(child, supervisor, into);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Removed meanwhile: nobody was in it.
    }
  }

  private static List<Proc> inProc(Container container, Optional<Claim> supervisor)
      throws IOException {
    List<Proc> all = Proc.all();
    Set<Integer> ours = new TreeSet<>();
    Set<Integer> sessions = new TreeSet<>();
    int parent = supervisor.filter(Claim::isAlive).map(Claim::pid).orElse(0);
    for (Proc proc : all) {
      boolean child = parent != 0 && proc.ppid() == parent;
      if (child && proc.session() == proc.pid()) {
        sessions.add(proc.pid());
      }
      if (child || Proc.variable(proc.pid(), LaunchSpec.MARKER).equals(container.id().value())) {
        ours.add(proc.pid());
      }
    }
    boolean grew = true;
    while (grew) { // children of children; a parent may come after its child in the list
      grew = false;
      for (Proc proc : all) {
        if (ours.contains(proc.ppid()) || sessions.contains(proc.session())) {
          grew |= ours.add(proc.pid());
        }
      }
    }
    supervisor.ifPresent(claim -> ours.remove(claim.pid()));
    return all.stream().filter(proc -> ours.contains(proc.pid())).toList();
  }
}
