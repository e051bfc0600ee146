package cuesta.isolator.cgroups;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Groups as the directories and files that the kernel shows them as. */
class Tree {
  /** The last process of a group leaves it a moment after its parent was told. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  void make(Path group) throws IOException {
    try {
      Files.createDirectory(group);
    } catch (FileAlreadyExistsException e) {
      // Made before a crash, or by another agent of this machine.
    }
  }

  void write(Path file, String value) throws IOException {
    try {
      Files.writeString(file, value);
    } catch (FileSystemException e) {
      String why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IOException("cannot write " + value + " to " + file + ": " + why, e);
    }
  }

  Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  OptionalLong number(Path file) throws IOException {
    Optional<String> text = read(file);
    return text.isPresent() && text.get().matches("[0-9]+")
        ? OptionalLong.of(Long.parseLong(text.get()))
        : OptionalLong.empty();
  }

  /** The number behind a key in a file of lines {@code key number}; 0 if it is not there. */
  long field(Path file, String key) throws IOException {
    for (String line : read(file).orElse("").split("\n")) {
      if (line.startsWith(key + " ")) {
        return Long.parseLong(line.substring(key.length() + 1).strip());
      }
    }
    return 0;
  }

  boolean exists(Path path) {
    return Files.exists(path);
  }

  /** Removes a group and what its task made below it. */
  void remove(Path group) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        removeBelow(group);
        removeOne(group);
        return;
      } catch (NoSuchFileException | NotDirectoryException e) {
        return;
      } catch (FileSystemException e) {
        if (System.nanoTime() - deadline > 0) {
          String held = read(group.resolve("cgroup.procs")).orElse("").replace('\n', ' ');
          throw new IOException("cgroup " + group + " is still held by processes " + held, e);
        }
        Thread.sleep(Duration.ofMillis(1));
      }
    }
  }

  void removeOne(Path group) throws IOException {
    Files.delete(group);
  }

  private void removeBelow(Path group) throws IOException {
    try (DirectoryStream<Path> below = Files.newDirectoryStream(group, Files::isDirectory)) {
      for (Path child : below) {
        removeBelow(child);
        removeOne(child);
      }
    }
  }
}
