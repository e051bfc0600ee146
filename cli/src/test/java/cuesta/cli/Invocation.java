package cuesta.cli;

import cuesta.cli.shell.Shell;
import cuesta.cli.shell.Signals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Runs a command line in this process, in a home of its own. */
final class Invocation {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> env = new TreeMap<>();
  private final Path home;
  private Signals signals = numbers -> {};

  /** With the right key in the home directory. */
  Invocation(Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve(".cuesta"));
    Files.writeString(home.resolve(".cuesta/cluster.key"), FakeMaster.KEY + "\n");
  }

  Invocation env(String name, String value) {
    env.put(name, value);
    return this;
  }

  Invocation signals(Signals source) {
    signals = source;
    return this;
  }

  int run(String... args) {
    return Main.run(
        args,
        new Shell(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            env,
            home,
            home.resolve("elsewhere"),
            // What waits must let others go on, but need not take time.
            time -> Thread.yield(),
            signals));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
