package cuesta.itests.system;

import cuesta.contracts.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of the distribution's {@code bin/cuesta}. Its script execs, so its pid is the JVM's. */
final class Program implements AutoCloseable {
  /** The distribution as it was built. */
  static final Path HOME = Path.of(System.getProperty("cuesta.home")).normalize();

  /** A hanging program fails its test; ending a node takes 15 s at most on a machine of its own. */
  private static final long LIMIT_SECONDS = 120;

  private final List<String> command;
  private final Process process;
  private final Path out;
  private final Path err;

  private Program(List<String> command, Process process, Path out, Path err) {
    this.command = command;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it.
   *
   * @param dir its current directory, where files for its output are made too
   * @param environment added to ours
   */
  static Program start(Path dir, Map<String, String> environment, List<String> arguments)
      throws IOException {
    return start(HOME, dir, environment, arguments);
  }

  /** Starts it from another distribution than the built one. */
  static Program start(Path home, Path dir, Map<String, String> environment, List<String> arguments)
      throws IOException {
    // A shell that starts the tests in the background has them ignore SIGINT, and so would this.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(home.resolve("bin/cuesta").toString());
    command.addAll(arguments);
    Path out = Files.createTempFile(dir, "out", "");
    Path err = Files.createTempFile(dir, "err", "");
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
    // Nothing of the developer's own cluster, nor of a clone's, may leak in.
    builder.environment().keySet().removeIf(name -> name.startsWith("CUESTA_"));
    builder.environment().put("CUESTA_JDK", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    return new Program(command, process, out, err);
  }

  /** Waits for a line on standard output; fails if the program ends without it. */
  Matcher awaitOut(String regex) throws Exception {
    Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
    Await.until(
        command + " prints " + regex,
        () -> pattern.matcher(Files.readString(out)).find() || !process.isAlive(),
        this::shown);
    Matcher matcher = pattern.matcher(Files.readString(out));
    if (!matcher.find()) {
      throw new AssertionError(command + " did not print " + regex + "; there is " + shown());
    }
    return matcher;
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for its end. */
  Result end() throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(command + " does not end; there is " + shown());
    }
    return shown();
  }

  private Result shown() {
    try {
      int status = process.isAlive() ? -1 : process.exitValue();
      return new Result(status, Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
