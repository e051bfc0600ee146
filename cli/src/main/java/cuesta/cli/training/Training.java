package cuesta.cli.training;

import cuesta.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;

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
    }
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
