package cuesta.core.edge.agent;

import cuesta.api.ContainerId;
import cuesta.api.Reason;
import cuesta.api.Reasons;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Instant;
import java.util.Optional;

/** The directories in which commands run. Any thread. */
final class Sandboxes {
  /** The sweep may remove an empty parent at the same moment. */
  private static final int ATTEMPTS = 5;

  private final String runsAs;
  private final boolean allowRoot;

  Sandboxes(String runsAs, boolean allowRoot) {
    this.runsAs = runsAs;
    this.allowRoot = allowRoot;
  }

  /**
   * Makes a sandbox, owned by a user and closed to others, and points {@code runs/latest} to it.
   * One that is there already is fine.
   */
  Optional<Reason> create(Path sandbox, String user) {
    try {
      make(sandbox);
      if (!user.equals(runsAs)) {
        give(sandbox, user);
      }
      if (!allowRoot && Integer.valueOf(0).equals(Files.getAttribute(sandbox, "unix:uid"))) {
        return Optional.of(
            Reason.of(
                Reasons.ROOT_REFUSED,
                user,
                "the user has number 0",
                "name another user, or start the agent with --allow-root"));
      }
      Files.setPosixFilePermissions(sandbox, PosixFilePermissions.fromString("rwxr-x---"));
      latest(sandbox);
      return Optional.empty();
    } catch (UserPrincipalNotFoundException e) {
      return Optional.of(
          Reason.of(
              Reasons.USER_UNKNOWN,
              user,
              "there is no such user on this agent",
              "make it, or name another one"));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of(
          Reason.of(Reasons.LAUNCH_FAILED, "", "its sandbox could not be made: " + e));
    }
  }

  /** Parents may be passed through but not listed: the task's user has to get to its sandbox. */
  private static void make(Path sandbox) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.createDirectories(
            sandbox.getParent(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        if (!Files.isDirectory(sandbox, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectory(sandbox);
        }
        return;
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void give(Path sandbox, String user) throws IOException {
    UserPrincipal owner =
        sandbox.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
    Files.setOwner(sandbox, owner);
  }

  private static void latest(Path sandbox) throws IOException {
    Path name = sandbox.getFileName();
    Path next = sandbox.resolveSibling(".latest-" + name);
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, name);
    Files.move(
        next,
        sandbox.resolveSibling("latest"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Notes when a container was over, where the sweep of a later process finds it too: as the time
   * of its directory.
   */
  static void ended(Path sandbox, Instant at) throws IOException {
    if (Files.isDirectory(sandbox, LinkOption.NOFOLLOW_LINKS)) {
      Files.setLastModifiedTime(sandbox, FileTime.from(at));
    }
  }

  /** Whether a directory entry below {@code runs} is the sandbox of a container. */
  static Optional<ContainerId> container(Path run) {
    String name = run.getFileName().toString();
    return name.equals("latest") || name.startsWith(".")
        ? Optional.empty()
        : Optional.of(new ContainerId(name));
  }
}
