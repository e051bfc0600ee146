package cuesta.cli.training;

import cuesta.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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
      Optional<Path> repository = repository();
      if (repository.isPresent()) {
        check(master, 0, "ci", "run", repository.get().toString());
      }
    }
  }

  /** Empty without git, which a build does not need. */
  private static Optional<Path> repository() throws IOException {
    Path made = Files.createTempDirectory("training");
    Files.writeString(made.resolve("file"), "x");
    String script =
        "git init -q . && git add file && git -c user.name=x -c user.email=x@x commit -qm x";
    Process git =
        new ProcessBuilder("sh", "-c", script)
            .directory(made.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return git.onExit().join().exitValue() == 0 ? Optional.of(made) : Optional.empty();
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
