package cuesta.core.edge.agent;

import cuesta.api.ContainerId;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes sandboxes of containers that are over: a week later, sooner the fuller the disk is, as
 * Mesos does; at 90 % after a minute.
 */
final class SandboxSweep {
  /** How long a sandbox is kept on an empty disk. */
  static final Duration DELAY = Duration.ofDays(7);

  /** Younger ones stay even on a full disk: their container may only just have been requested. */
  static final Duration LEAST = Duration.ofMinutes(1);

  /** So much of the disk is to stay free. */
  static final double HEADROOM = 0.1;

  private static final Logger LOG = LoggerFactory.getLogger(SandboxSweep.class);

  private final Path workDir;
  private final Predicate<ContainerId> known;

  /**
   * A sweep.
   *
   * @param workDir below which sandboxes lie
   * @param known whether the agent still answers for a container
   */
  SandboxSweep(Path workDir, Predicate<ContainerId> known) {
    this.workDir = workDir;
    this.known = known;
  }

  /** How old a sandbox may be when so much of the disk is used, 0 to 1. */
  static Duration maxAge(double used) {
    double share = Math.max(0, 1 - HEADROOM - used);
    Duration age = Duration.ofMillis((long) (DELAY.toMillis() * share));
    return age.compareTo(LEAST) > 0 ? age : LEAST;
  }

  double used() throws IOException {
    FileStore store = Files.getFileStore(workDir);
    long total = store.getTotalSpace();
    return total <= 0 ? 0 : 1 - (double) store.getUsableSpace() / total;
  }

  /** Removes what is too old; returns how many sandboxes. */
  int sweep(Instant now, Duration maxAge) throws IOException {
    int removed = 0;
    for (Path agent : children(workDir.resolve("slaves"))) {
      for (Path framework : children(agent.resolve("frameworks"))) {
        for (Path executor : children(framework.resolve("executors"))) {
          removed += runs(executor.resolve("runs"), now.minus(maxAge));
          removeIfEmpty(executor.resolve("runs"));
          removeIfEmpty(executor);
        }
        removeIfEmpty(framework.resolve("executors"));
        removeIfEmpty(framework);
      }
    }
    return removed;
  }

  private int runs(Path runs, Instant before) throws IOException {
    int removed = 0;
    int left = 0;
    for (Path run : children(runs)) {
      Optional<ContainerId> container = Sandboxes.container(run);
      if (container.isEmpty()) {
        continue;
      }
      if (isDue(run, container.get(), before) && remove(run)) {
        removed++;
      } else {
        left++;
      }
    }
    if (left == 0) {
      Files.deleteIfExists(runs.resolve("latest"));
    }
    return removed;
  }

  private boolean isDue(Path run, ContainerId container, Instant before) throws IOException {
    try {
      return !known.test(container)
          && !Files.getLastModifiedTime(run, LinkOption.NOFOLLOW_LINKS).toInstant().isAfter(before);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean remove(Path run) {
    try {
      Inside.delete(run);
      return true;
    } catch (IOException e) {
      LOG.warn("sandbox={} could not be removed: {}", run, e.toString());
      return false;
    }
  }

  private static void removeIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      // still needed
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return children;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path child : stream) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          children.add(child);
        }
      }
    } catch (NoSuchFileException e) {
      // removed meanwhile
    }
    return children;
  }
}
