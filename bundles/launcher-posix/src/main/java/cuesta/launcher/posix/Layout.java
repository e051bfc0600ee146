package cuesta.launcher.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The files of a launcher. Flat directories, since a directory for each container would cost more
 * than all else the agent does for it: {@code launches/} what to do, {@code runs/} what became of
 * it ({@link Progress}; made by whoever owns the launch).
 */
record Layout(Path root) {
  static Layout create(Path scratch) throws IOException {
    Layout layout = new Layout(scratch.toAbsolutePath());
    // Scripts hold environments, and environments hold secrets.
    Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwx------"));
    for (String name : new String[] {"launches", "runs"}) {
      Files.createDirectories(layout.root.resolve(name));
    }
    return layout;
  }

  Path launch(String file) {
    return root.resolve("launches").resolve(file);
  }

  Path run(String file) {
    return runs().resolve(file);
  }

  Path runs() {
    return root.resolve("runs");
  }

  Progress progress(String file) throws IOException {
    return read(run(file)).map(Progress::parse).orElse(Progress.NONE);
  }

  /** Writes a status in the supervisor's place. */
  void status(String file, int status) throws IOException {
    Path whole = root.resolve("status-" + file);
    Files.writeString(whole, Progress.ended(progress(file).claim(), status));
    Files.move(whole, run(file), StandardCopyOption.ATOMIC_MOVE);
  }

  static Optional<String> read(Path path) throws IOException {
    try {
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
