package cuesta.launcher.posix;

import cuesta.api.launcher.EnterSpec;
import cuesta.api.launcher.Entered;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands in running containers. Nobody supervises them: they are children of this process
 * and are over when they have ended, or at their timeout.
 */
final class Entering {
  /** What a command wrote before it ended is in the pipe then; a child of it may hold it open. */
  private static final long LAST_WORDS_MS = 200;

  /** Processes may fork while one looks for them. */
  private static final int ROUNDS = 20;

  private final Script script;
  private final boolean sessions;

  /** With {@code sessions} each command leads one, by which what it started is found. */
  Entering(Script script, boolean sessions) {
    this.script = script;
    this.sessions = sessions;
  }

  Entered enter(Container container, EnterSpec spec, Optional<Identity> identity)
      throws IOException, InterruptedException {
    String text = script.entering(container, spec, identity);
    // By its input: an environment can be longer than an argument may be, and holds secrets.
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-s").redirectErrorStream(true);
    builder.environment().clear();
    Process process = builder.start();
    Tail tail = Tail.of(process.getInputStream(), Entered.OUTPUT);
    try {
      feed(process, text);
      boolean ended = process.waitFor(spec.timeout().toMillis(), TimeUnit.MILLISECONDS);
      boolean whole = ended && tail.await(LAST_WORDS_MS);
      if (!whole) {
        killAll(process);
      }
      return new Entered(
          ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty(), tail.text());
    } catch (InterruptedException e) {
      killAll(process);
      throw e;
    } finally {
      process.getInputStream().close();
    }
  }

  /** A shell that fails at the first line reads no more; its status and words tell why. */
  private static void feed(Process process, String text) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // See above.
    }
  }

  private void killAll(Process process) throws IOException, InterruptedException {
    if (!sessions) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return;
    }
    process.destroyForcibly();
    for (int round = 0; round < ROUNDS; round++) {
      List<Proc> left =
          Proc.all().stream().filter(proc -> proc.session() == process.pid()).toList();
      if (left.isEmpty()) {
        return;
      }
      Kill.send(Kill.SIGKILL, left);
    }
  }
}
