package cuesta.cli.training;

import cuesta.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** The commands whose start should be quick, once each. */
public final class Training {
  private Training() {}

  /** Fails if a command does: an archive made from nothing helps nobody. */
  public static void main(String[] args) throws IOException {
    try (CannedMaster master = new CannedMaster()) {
      check(master, 0, "run", "--cpus", "0.1", "--env", "A=B", "--", "true");
      check(master, 0, "ps", "--all");
      check(master, 0, "agents");
      check(master, 1, "health");
      check(master, 0, "cron", "list", "--x", "y");
      check(master, 2, "ps", "--unknown");
      Path repository = Files.createTempDirectory("training");
      try {
        if (made(repository)) {
          check(master, 0, "ci", "run", repository.toString());
        }
      } finally {
        delete(repository);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Not without git, which a build does not need. */
  private static boolean made(Path repository) throws IOException {
    Files.writeString(repository.resolve("file"), "x");
    String script =
        "git init -q . && git add file && git -c user.name=x -c user.email=x@x commit -qm x";
    Process git =
        new ProcessBuilder("sh", "-c", script)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return git.onExit().join().exitValue() == 0;
  }

  private static void check(CannedMaster master, int expected, String... args) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    int status = Main.run(args, nowhere, nowhere, Map.of("CUESTA_MASTER", master.url()));
    if (status != expected) {
      throw new IllegalStateException(
          "'" + String.join(" ", args) + "' ended with " + status + ", not " + expected);
    }
  }
}
