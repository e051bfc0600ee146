package cuesta.launcher.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The files of a launcher. Flat directories, since a directory for each container would cost more
 * than all else the agent does for it: {@code launches/} what to do, {@code pids/} by which process
 * (made by whoever owns the launch, a second line when the command runs), {@code exits/} how it
 * ended.
 */
record Layout(Path root) {
  static Layout create(Path scratch) throws IOException {
    Layout layout = new Layout(scratch.toAbsolutePath());
    // Scripts hold environments, and environments hold secrets.
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwx------"));
    for (String name : new String[] {"launches", "pids", "exits"}) {
      Files.createDirectories(layout.root.resolve(name));
    }
    return layout;
  }

  Path launch(String file) {
    return root.resolve("launches").resolve(file);
  }

  Path pid(String file) {
    return pids().resolve(file);
  }

  Path pids() {
    return root.resolve("pids");
  }

  Path exit(String file) {
    return exits().resolve(file);
  }

  Path exits() {
    return root.resolve("exits");
  }

  /** The status, once it is written whole. */
  OptionalInt status(String file) throws IOException {
    Optional<String> text = read(exit(file));
    if (text.isEmpty() || !text.get().endsWith("\n")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text.get().strip()));
  }

  /** Writes a status in the supervisor's place. */
  void status(String file, int status) throws IOException {
    Path whole = root.resolve("status-" + file);
    Files.writeString(whole, status + "\n");
    Files.move(whole, exit(file), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The supervisor, once it owns the launch. Present and void if the launch was fenced off. */
  Optional<Claim> claim(String file) throws IOException {
    return read(pid(file)).filter(text -> text.endsWith("\n")).map(Claim::parse);
  }

  /** Whether the process that becomes the command was there. */
  boolean isStarted(String file) throws IOException {
    return read(pid(file)).filter(text -> text.endsWith("\n\n")).isPresent();
  }

  static Optional<String> read(Path path) throws IOException {
    try {
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
